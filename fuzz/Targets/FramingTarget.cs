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
            var shown = framing.Read(new ReadOnlySequence<byte>(input, start, end - start));
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
}
