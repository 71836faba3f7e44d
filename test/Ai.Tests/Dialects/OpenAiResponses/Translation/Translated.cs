using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Json;
using FerroGate.Ai.Tests.Fixtures;

namespace FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation;

/// <summary>What the Responses dialect reads and writes when it is translated.</summary>
internal static class Translated
{
    public static readonly TargetModel Model = new("gpt", 4096);

    private static readonly SpokenDialect Spoken = new(ResponsesDialect.Instance, Model);

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

    /// <summary>A request with one item.</summary>
    public static Conversation Item(string item, Losses? losses = null) => Request($$"""{"input":[{{item}}]}""", losses);

    public static List<string> EventsOf(string stream) => SseReading.Of(Encoding.UTF8.GetBytes(stream)).Data;
}
