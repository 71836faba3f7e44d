using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Json;
using FerroGate.Ai.Tests.Fixtures;

namespace FerroGate.Ai.Tests.Dialects.AnthropicMessages.Translation;

/// <summary>What the Messages dialect reads and writes when it is translated.</summary>
internal static class Translated
{
    public static readonly TargetModel Model = new("claude", 4096);

    private static readonly SpokenDialect Spoken = new(MessagesDialect.Instance, Model);

    public static AnswerContext Context => SpokenDialect.Context;

    public static Conversation Request(string json, Losses? losses = null) => Spoken.Request(json, losses);

    public static string Written(Conversation conversation, RequestNotes? notes = null, TargetModel? model = null) => Spoken.Written(conversation, notes, model);

    public static Answer Answer(string json) => Spoken.Answer(json);

    public static Answer Stream(params IEnumerable<string> events) => Spoken.Stream(events);

    public static void Read(IEnumerable<string> events, IAnswerSink sink) => Spoken.Read(events, sink);

    public static string Written(Answer answer, AnswerContext? context = null) => Spoken.Written(answer, context);

    /// <inheritdoc cref="SpokenDialect.Streamed"/>
    public static string Streamed(Action<IEventWriter> say, AnswerContext? context = null) => Spoken.Streamed(say, context);

    public static ProviderFault? Fault(string json) => Spoken.Fault(json);

    public static JsonText T(string text) => JsonText.Of(text);

    public static JsonElement J(string json) => JsonElement.Parse(json);

    /// <summary>The losses of a request of one user turn with these members, or blocks.</summary>
    public static string LossesOf(string json)
    {
        var losses = new Losses();
        Request(json, losses);
        return losses.ToString();
    }

    /// <summary>The message that a strict client puts together of a stream of ours.</summary>
    public static AssembledMessage Assembled(string stream) => AssembledMessage.Of(SseReading.Of(Encoding.UTF8.GetBytes(stream)).Data);
}
