using System.Buffers;
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

    private static readonly ResponsesDialect Dialect = ResponsesDialect.Instance;

    public static AnswerContext Context { get; } = new(default, 1_700_000_000) { Model = "asked", ExchangeId = "0190-ab" };

    public static Conversation Request(string json, Losses? losses = null)
    {
        var body = JsonElement.Parse(json);
        return Dialect.ReadRequest(body, body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True, losses ?? new Losses());
    }

    /// <summary>A request with one item.</summary>
    public static Conversation Item(string item, Losses? losses = null) => Request($$"""{"input":[{{item}}]}""", losses);

    public static string Written(Conversation conversation, RequestNotes? notes = null, TargetModel? model = null) =>
        Json(writer => Dialect.WriteRequest(writer, conversation, model ?? Model, notes ?? new RequestNotes()));

    public static Answer Answer(string json)
    {
        var answer = new Answer();
        Dialect.ReadAnswer(JsonElement.Parse(json), answer);
        return answer;
    }

    public static Answer Stream(params IEnumerable<string> events)
    {
        var answer = new Answer();
        Read(events, answer);
        return answer;
    }

    public static void Read(IEnumerable<string> events, IAnswerSink sink)
    {
        var reader = Dialect.NewEventReader(sink);
        foreach (var data in events)
        {
            // The document dies after the call, so what is kept must be a copy.
            using var document = JsonDocument.Parse(data);
            reader.Read(document.RootElement);
        }

        if (reader.End())
            sink.End();
    }

    public static string Written(Answer answer, AnswerContext? context = null) => Json(writer => Dialect.WriteAnswer(writer, answer, context ?? Context));

    /// <summary>The stream of what is said to a sink.</summary>
    public static string Streamed(Action<IEventWriter> say, AnswerContext? context = null)
    {
        var output = new ArrayBufferWriter<byte>();
        say(Dialect.NewEventWriter(output, context ?? Context));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static List<string> EventsOf(string stream) => SseReading.Of(Encoding.UTF8.GetBytes(stream)).Data;

    public static ProviderFault? Fault(string json) => Dialect.ReadFault(JsonElement.Parse(json));

    public static JsonText T(string text) => JsonText.Of(text);

    public static JsonElement J(string json) => JsonElement.Parse(json);

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        write(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
