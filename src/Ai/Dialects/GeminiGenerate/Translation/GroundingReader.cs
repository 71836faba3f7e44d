using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>
/// Reads what a candidate rests on. Gemini counts the bytes of the text, and others its characters, so the text is kept; a place
/// that is not where Gemini says gets no range.
/// </summary>
internal sealed class GroundingReader(IAnswerSink sink, int candidate)
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly List<Citation?> _sources = [];

    /// <summary>The text goes on.</summary>
    public void Said(JsonText text) => _text.Write(text.Decoded());

    public void Read(JsonElement metadata, string path)
    {
        foreach (var property in Members(metadata))
        {
            var name = GenerateMember.SpelledNameOf(property);
            if (name is not ("groundingChunks" or "groundingSupports"))
            {
                sink.Lose($"{path}.{name}", LossReason.Unsupported);
            }
        }

        // A stream tells the sources once, and counts on.
        var first = _sources.Count;
        foreach (var chunk in ListOf(metadata, "groundingChunks"u8))
        {
            _sources.Add(SourceOf(chunk, $"{path}.groundingChunks[*]"));
        }

        var cited = new HashSet<int>();
        foreach (var support in ListOf(metadata, "groundingSupports"u8))
        {
            var range = support.Member("segment"u8) is { } segment ? RangeOf(segment) : null;
            foreach (var number in ListOf(support, "groundingChunkIndices"u8))
            {
                if (number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var index) && index >= 0 && index < _sources.Count
                    && _sources[index] is { } source)
                {
                    cited.Add(index);
                    sink.Cite(candidate, source with { Range = range });
                }
            }
        }

        for (var i = first; i < _sources.Count; i++)
        {
            if (!cited.Contains(i) && _sources[i] is { } source)
            {
                sink.Cite(candidate, source);
            }
        }
    }

    /// <summary>What was recited: its sources, which Vertex calls citations.</summary>
    public void ReadCitations(JsonElement metadata, string path)
    {
        foreach (var property in Members(metadata))
        {
            var name = GenerateMember.SpelledNameOf(property);
            if (name is not ("citationSources" or "citations") || property.Value.ValueKind != JsonValueKind.Array)
            {
                sink.Lose($"{path}.{name}", LossReason.Unknown);
                continue;
            }

            foreach (var source in property.Value.EnumerateArray())
            {
                ReadCitation(source, $"{path}.{name}[*]");
            }
        }
    }

    private void ReadCitation(JsonElement source, string path)
    {
        if (source.Member("license"u8) is not null)
        {
            sink.Lose($"{path}.license", LossReason.Unsupported);
        }

        if (source.TextOf("uri"u8) is not { } uri)
        {
            sink.Lose(path, LossReason.Unsupported);
            return;
        }

        sink.Cite(candidate, new Citation(uri, path) { Title = source.TextOf("title"u8), Range = Characters(Number(source, "startIndex"u8), Number(source, "endIndex"u8)) });
    }

    private Citation? SourceOf(JsonElement chunk, string path)
    {
        var (name, source) = chunk.Member("web"u8) is { } web ? ("web", web) : ("retrievedContext", chunk.Member("retrievedContext"u8) ?? default);
        if (source.TextOf("uri"u8) is not { } uri)
        {
            sink.Lose(path, LossReason.Unsupported);
            return null;
        }

        return new Citation(uri.Kept(), $"{path}.{name}") { Title = source.TextOf("title"u8)?.Kept(), Quote = source.TextOf("text"u8)?.Kept() };
    }

    private (long Start, long End)? RangeOf(JsonElement segment)
    {
        var (start, end) = (Number(segment, "startIndex"u8), Number(segment, "endIndex"u8));
        var range = Characters(start, end);
        return range is not null && segment.TextOf("text"u8) is { } text && !_text.WrittenSpan[start..end].SequenceEqual(text.Decoded()) ? null : range;
    }

    private (long Start, long End)? Characters(int start, int end)
    {
        var text = _text.WrittenSpan;
        return start >= 0 && end > start && end <= text.Length ? (Characters(text[..start]), Characters(text[..end])) : null;
    }

    // Code points: every byte but those that go on with one.
    private static long Characters(ReadOnlySpan<byte> text)
    {
        var count = 0L;
        foreach (var letter in text)
        {
            count += (letter & 0xC0) == 0x80 ? 0 : 1;
        }

        return count;
    }

    private static int Number(JsonElement element, ReadOnlySpan<byte> name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : 0;

    private static JsonElement.ArrayEnumerator ListOf(JsonElement element, ReadOnlySpan<byte> name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;

    private static IEnumerable<JsonProperty> Members(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null)
        : [];
}
