using System.Buffers;
using System.Net.ServerSentEvents;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Sse;

namespace FerroGate.Fuzz.Targets;

/// <summary>A stream in any chunks gives all of its bytes, and the data that the framework's parser reads.</summary>
internal sealed class StreamTarget : IFuzzTarget
{
    public string Name => "stream";

    public IReadOnlyList<string> Corpus => ChatTexts.Streams;

    public IReadOnlyList<string> Words => ChatTexts.StreamWords;

    public void Run(byte[] input, int seed)
    {
        var random = new Random(seed);
        var splitter = default(SseSplitter);
        var scratch = new ArrayBufferWriter<byte>();
        var data = new List<byte[]>();
        var (start, scanned, end) = (0, 0, 0);
        while (end < input.Length)
        {
            end = Math.Min(input.Length, end + random.Next(1, 1 << random.Next(1, 12)));
            for (var length = splitter.FindEventEnd(input.AsSpan(scanned, end - scanned)); length >= 0; length = splitter.FindEventEnd(input.AsSpan(scanned, end - scanned)))
            {
                BrokenInvariantException.Check(length > 0 && scanned + length <= end, "an event has bytes, and not those of others");
                scanned += length;
                var found = SseEvent.DataOf(input.AsSpan(start, scanned - start), scratch);
                start = scanned;
                if (!found.IsEmpty)
                    data.Add(found.ToArray());
                var facts = ChatChunkReader.Read(found, new FinishedChoices());
                BrokenInvariantException.Check(facts is { ContentBytes: >= 0, Finishes: >= 0 } && facts.ContentBytes <= found.Length, "no more is written than is there");
            }

            scanned = end;
        }

        // A byte order mark inside a stream is the one thing that both read differently.
        if (input.AsSpan().LastIndexOf("\uFEFF"u8) > 0)
            return;
        using var stream = new MemoryStream(input, 0, start);
        var expected = SseParser.Create(stream, (_, bytes) => bytes.ToArray()).Enumerate().Select(item => item.Data).Where(bytes => bytes.Length > 0).ToList();
        BrokenInvariantException.Check(
            expected.Count == data.Count && expected.Zip(data).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)),
            "the data is what the framework reads");
    }
}
