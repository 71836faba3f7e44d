using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>Something that a request can ask for, in the words of each protocol; <c>null</c> where it cannot.</summary>
internal sealed record Feature(string Name, string? Chat, string? Responses, string? Messages, string? Gemini)
{
    public string? In(Protocol protocol) => protocol switch
    {
        Protocol.Chat => Chat,
        Protocol.Responses => Responses,
        Protocol.Messages => Messages,
        _ => Gemini,
    };

    public override string ToString() => Name;
}
