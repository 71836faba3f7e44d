using System.Buffers;
using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;

namespace FerroGate.Ai.Tests.Fixtures;

/// <summary>What a dialect reads and writes when it is translated.</summary>
internal sealed class SpokenDialect(IConversationDialect dialect, TargetModel model)
{
    public static AnswerContext Context { get; } = new(default, 1_700_000_000) { Model = "asked", ExchangeId = "0190-ab" };

    public Conversation Request(string json, Losses? losses = null)
    {
        var body = JsonElement.Parse(json);
        return dialect.ReadRequest(body, body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True, losses ?? new Losses());
    }

    public string Written(Conversation conversation, RequestNotes? notes = null, TargetModel? other = null) =>
        Json(writer => dialect.WriteRequest(writer, conversation, other ?? model, notes ?? new RequestNotes()));

    public Answer Answer(string json)
    {
        var answer = new Answer();
        dialect.ReadAnswer(JsonElement.Parse(json), answer);
        return answer;
    }

    public Answer Stream(params IEnumerable<string> events)
    {
        var answer = new Answer();
        Read(events, answer);
        return answer;
    }

    public void Read(IEnumerable<string> events, IAnswerSink sink)
    {
        var reader = dialect.NewEventReader(sink);
        foreach (var data in events)
        {
            // The document dies after the call, so what is kept must be a copy.
            using var document = JsonDocument.Parse(data);
            reader.Read(document.RootElement);
        }

        if (reader.End())
            sink.End();
    }

    public string Written(Answer answer, AnswerContext? context = null) => Json(writer => dialect.WriteAnswer(writer, answer, context ?? Context));

    /// <summary>The stream of what is said to a sink.</summary>
    public string Streamed(Action<IEventWriter> say, AnswerContext? context = null)
    {
        var output = new ArrayBufferWriter<byte>();
        say(dialect.NewEventWriter(output, context ?? Context));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public ProviderFault? Fault(string json) => dialect.ReadFault(JsonElement.Parse(json));

    private static string Json(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        write(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
