using System.Text.Json;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Writes what a candidate rests on, with places in the bytes of its text.</summary>
internal static class GroundingWriter
{
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<Citation> citations, ReadOnlySpan<byte> text)
    {
        if (citations.Count == 0)
        {
            return;
        }

        var sources = citations.Select(citation => citation with { Range = null }).Select(Key).Distinct().ToList();
        writer.WriteStartObject("groundingMetadata"u8);
        writer.WriteStartArray("groundingChunks"u8);
        foreach (var source in sources)
        {
            WriteSource(writer, citations.First(citation => Key(citation) == source));
        }

        writer.WriteEndArray();
        writer.WriteStartArray("groundingSupports"u8);
        foreach (var citation in citations)
        {
            if (citation.Range is { } range && Bytes(text, range.Start) is { } start && Bytes(text, range.End) is { } end && start < end)
            {
                WriteSupport(writer, text, start, end, sources.IndexOf(Key(citation)));
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static (string Url, string? Title, string? Quote) Key(Citation citation) =>
        (citation.Url.ToString(), citation.Title?.ToString(), citation.Quote?.ToString());

    // A page of the web has no words of its own here; what was retrieved has.
    private static void WriteSource(Utf8JsonWriter writer, Citation citation)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(citation.Quote is null ? "web"u8 : "retrievedContext"u8);
        writer.WriteText("uri"u8, citation.Url);
        if (citation.Title is { } title)
        {
            writer.WriteText("title"u8, title);
        }

        if (citation.Quote is { } quote)
        {
            writer.WriteText("text"u8, quote);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteSupport(Utf8JsonWriter writer, ReadOnlySpan<byte> text, int start, int end, int source)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("segment"u8);
        writer.WriteNumber("startIndex"u8, start);
        writer.WriteNumber("endIndex"u8, end);
        writer.WriteString("text"u8, text[start..end]);
        writer.WriteEndObject();
        writer.WriteStartArray("groundingChunkIndices"u8);
        writer.WriteNumberValue(source);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // Where a character begins; the end of the text is a place too.
    private static int? Bytes(ReadOnlySpan<byte> text, long character)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if ((text[i] & 0xC0) != 0x80 && character-- == 0)
            {
                return i;
            }
        }

        return character == 0 ? text.Length : null;
    }
}
