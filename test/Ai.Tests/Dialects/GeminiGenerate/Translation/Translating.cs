using System.Buffers;
using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Tests.Fixtures;

namespace FerroGate.Ai.Tests.Dialects.GeminiGenerate.Translation;

/// <summary>Reads and writes what tests spell as texts.</summary>
internal static class Translating
{
    public static readonly GenerateDialect Dialect = GenerateDialect.Instance;

    public static JsonElement Json(string text) => JsonElement.Parse(Encoding.UTF8.GetBytes(text));

    public static AnswerContext Context(bool asEvents = true) =>
        new(Json("{}"), 1_700_000_000) { Model = "client-model", ExchangeId = "0197c2b8-0000-7000-8000-000000000001", AsEvents = asEvents };

    public static Conversation Read(string request, Losses? losses = null) => Dialect.ReadRequest(Json(request), stream: false, losses ?? new Losses());

    public static string LossesOf(string request)
    {
        var losses = new Losses();
        Read(request, losses);
        return losses.ToString();
    }

    public static string Write(Conversation conversation, RequestNotes? notes = null, string model = "gemini-2.5-flash") =>
        Written(writer => Dialect.WriteRequest(writer, conversation, new TargetModel(model, 1000), notes ?? new RequestNotes()));

    /// <summary>The same request through the neutral conversation.</summary>
    public static string Again(string request, string model = "gemini-2.5-flash") => Write(Read(request), model: model);

    public static Answer ReadAnswer(string answer)
    {
        var collected = new Answer();
        Dialect.ReadAnswer(Json(answer), collected);
        return collected;
    }

    public static Answer ReadStream(params IEnumerable<string> events)
    {
        var collected = new Answer();
        Follow(collected, events);
        return collected;
    }

    public static void Follow(IAnswerSink sink, params IEnumerable<string> events)
    {
        var reader = Dialect.NewEventReader(sink);
        foreach (var data in events)
        {
            // A document that is gone when the next event comes.
            using var document = JsonDocument.Parse(data);
            reader.Read(document.RootElement);
        }

        if (reader.End())
            sink.End();
    }

    public static string WriteAnswer(Answer answer) => Written(writer => Dialect.WriteAnswer(writer, answer, Context()));

    public static string Stream(Action<IEventWriter> tell, bool asEvents = true)
    {
        var output = new ArrayBufferWriter<byte>();
        tell(Dialect.NewEventWriter(output, Context(asEvents)));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>The responses of a stream that went as events.</summary>
    public static List<string> EventsOf(string stream)
    {
        var reading = SseReading.Of(Encoding.UTF8.GetBytes(stream));
        Assert.Empty(reading.Rest);
        return reading.Data;
    }

    public static void AssertJson(string expected, string actual) =>
        Assert.True(JsonElement.DeepEquals(Json(Whole(expected)), Json(Whole(actual))), $"Expected {expected}\nbut got  {actual}");

    // Half a surrogate pair cannot be compared as a text.
    private static string Whole(string json) => json.Replace("\\ud83d", "[half]", StringComparison.Ordinal);

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
