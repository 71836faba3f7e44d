using System.Buffers;
using FerroGate.Server.Connections.Framing;

namespace FerroGate.Fuzz.Targets;

/// <summary>Requests end where a reader that takes nothing doubtful says so, wherever their bytes are cut.</summary>
internal sealed class FramingTarget : IFuzzTarget
{
    public string Name => "framing";

    public IReadOnlyList<string> Corpus => RequestTexts.Streams;

    public IReadOnlyList<string> Words => RequestTexts.Words;

    public void Run(byte[] input, int seed)
    {
        var random = new Random(seed);
        var framing = new RequestFraming();
        var ends = new List<int>();
        var (start, end) = (0, 0);
        while (framing.Fault is null && (end < input.Length || HasWhole(framing)))
        {
            end = Math.Min(input.Length, end + random.Next(0, 1 << random.Next(1, 12)));
            var shown = framing.Read(InPieces(input.AsMemory(start..end), random));
            BrokenInvariantException.Check(
                framing.Judged >= 0 && framing.Judged <= shown && shown <= end - start, "no more is right than is shown, and no more is shown than there is");

            // A server consumes heads line by line, and bodies in any pieces.
            var consumed = framing.NeedsMore ? random.Next((int)framing.Judged + 1) : (int)framing.Judged;
            framing.Consume(consumed);
            start += consumed;
            if (framing is { NeedsMore: false, Fault: null } && (ends.Count == 0 || ends[^1] != start))
                ends.Add(start);
        }

        BrokenInvariantException.Check(ends.SequenceEqual(StrictRequests.EndsIn(input)), "requests end where the strict reader ends them");

        bool HasWhole(RequestFraming of) => of is { NeedsMore: false } && start < input.Length;
    }

    // As the network gives them: a line may lie in several pieces of memory.
    private static ReadOnlySequence<byte> InPieces(ReadOnlyMemory<byte> bytes, Random random)
    {
        var first = new Piece(bytes[..random.Next(bytes.Length + 1)], null);
        var last = first;
        for (var at = first.Memory.Length; at < bytes.Length; at += last.Memory.Length)
            last = new Piece(bytes.Slice(at, random.Next(1, bytes.Length - at + 1)), last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> bytes, Piece? before)
        {
            Memory = bytes;
            if (before is not null)
            {
                RunningIndex = before.RunningIndex + before.Memory.Length;
                before.Next = this;
            }
        }
    }
}
