using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>Cuts a stream into its events with the framework's own parser, and puts events together again.</summary>
public static class StreamEvents
{
    /// <summary>The events of an SSE body, or the elements of Gemini's array.</summary>
    /// <exception cref="JsonException">It is an array, but not of JSON.</exception>
    public static IReadOnlyList<StreamEvent> Read(byte[] bytes)
    {
        if (IsArray(bytes))
        {
            using var document = JsonDocument.Parse(bytes);
            return [.. document.RootElement.EnumerateArray().Select(element => new StreamEvent(StreamEvent.NoName, element.GetRawText()))];
        }

        using var stream = new MemoryStream(bytes);
        return [.. SseParser.Create(stream).Enumerate().Select(item => new StreamEvent(item.EventType, item.Data))];
    }

    /// <summary>The SSE body of these events.</summary>
    public static byte[] Write(IEnumerable<StreamEvent> events)
    {
        var text = new StringBuilder();
        foreach (var one in events)
        {
            if (one.Name != StreamEvent.NoName)
                text.Append("event: ").Append(one.Name).Append('\n');
            foreach (var line in one.Data.Split('\n'))
                text.Append("data: ").Append(line).Append('\n');
            text.Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>It is the array form of Gemini, and not SSE.</summary>
    public static bool IsArray(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    /// <summary>The body ends with the empty line that ends its last event; a client never sees what comes after that line.</summary>
    public static bool EndsWithItsLastEvent(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty || bytes.EndsWith("\n\n"u8) || bytes.EndsWith("\r\n\r\n"u8) || bytes.EndsWith("\r\r"u8);
}
