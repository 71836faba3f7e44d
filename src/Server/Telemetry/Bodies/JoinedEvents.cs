using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FerroGate.Ai.Sse;

namespace FerroGate.Server.Telemetry.Bodies;

/// <summary>
/// What the events of a stream say, with the pieces of each text put together: a secret that comes in pieces is only known as one when they
/// are one text.
/// </summary>
internal static class JoinedEvents
{
    private const int DeepestNesting = 64;

    private static readonly HashSet<string> s_texts =
        ["content", "text", "arguments", "partial_json", "thinking", "reasoning_content", "reasoning", "refusal", "delta", "summary", "code", "transcript", "message"];

    // What tools are called with has whatever names it has.
    private static readonly HashSet<string> s_whole = ["args", "input"];

    private static readonly string[] s_places = ["output_index", "content_index", "summary_index", "index"];

    /// <summary>The texts by their places, as a JSON object; <c>null</c> where there is none.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="isCut">It goes on behind that.</param>
    public static string? Of(ReadOnlySpan<byte> stream, bool isCut)
    {
        var texts = new Dictionary<string, string>();
        var splitter = new SseSplitter();
        var scratch = new ArrayBufferWriter<byte>();
        for (var end = splitter.FindEventEnd(stream); end >= 0; end = splitter.FindEventEnd(stream))
        {
            Read(SseEvent.DataOf(stream[..end], scratch), texts);
            stream = stream[end..];
        }

        if (!isCut)
            Read(SseEvent.DataOf(stream, scratch), texts);
        if (texts.Count == 0)
            return null;

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var (place, text) in texts)
                json.WriteString(place, isCut ? Redaction.WithoutLastWord(text) : text);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Read(ReadOnlySpan<byte> data, Dictionary<string, string> texts)
    {
        if (data.IsEmpty || data[0] != (byte)'{')
            return;

        try
        {
            var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = DeepestNesting });
            if (JsonNode.Parse(ref reader) is { } node)
                Walk(node, "", isText: false, isWhole: false, texts);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or ArgumentException)
        {
            // What cannot be read cannot be redacted, and so is not shown.
        }
    }

    private static void Walk(JsonNode? node, string place, bool isText, bool isWhole, Dictionary<string, string> texts)
    {
        if (node is JsonObject members)
        {
            var at = place + string.Concat(s_places.Where(name => place.Length == 0 && members[name] is JsonValue).Select(name => $"[{members[name]}]"));
            foreach (var (name, value) in members)
                Walk(value, at.Length == 0 ? name : $"{at}.{name}", s_texts.Contains(name), isWhole || s_whole.Contains(name), texts);
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
                Walk(items[i], $"{place}[{(items[i] is JsonObject item && item["index"] is JsonValue index ? index : i)}]", isText, isWhole, texts);
        }
        else if ((isText || isWhole) && node is JsonValue value && value.TryGetValue<string>(out var text))
        {
            texts[place] = texts.GetValueOrDefault(place) + text;
        }
    }
}
