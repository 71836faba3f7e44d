using System.Text;
using FerroGate.Ai.Dialects.OpenAiChat;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>What is held for the input of requests to models that nobody has seen yet.</summary>
internal static class InputBounds
{
    public static int Of(string body) =>
        ChatDialect.Instance.ReadEnvelope(Encoding.UTF8.GetBytes(body), default).TryGet(out var envelope, out var refusal)
            ? (int)envelope.InputBound
            : throw new ArgumentException(refusal.Message, nameof(body));
}
