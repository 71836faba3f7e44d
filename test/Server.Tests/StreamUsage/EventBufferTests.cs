using System.Text;
using CsCheck;
using FerroGate.Server.Ai.Relay;
using FerroGate.Server.Ai.Upstreams;
using Xunit;

namespace FerroGate.Server.Tests.StreamUsage;

/// <summary>However a stream is cut into reads, its events come out whole and in their order, and no more memory is held for it than it needs.</summary>
public sealed class EventBufferTests
{
    [Fact]
    public void Every_event_comes_out_whole_and_in_its_order_however_the_stream_is_cut() =>
        Gen.Select(Gen.Int[0, 9_000].Array[1, 40], Gen.Int[1, 20_000].Array[1, 20]).Sample((sizes, cuts) =>
        {
            var events = sizes.Select((size, number) => $"data: {number} {new string('x', size)}\n\n").ToList();
            using var buffer = new EventBuffer(limit: 1 << 20);
            var seen = Pass(buffer, Encoding.UTF8.GetBytes(string.Concat(events)), cuts);

            Assert.Equal(events, seen);
            Assert.True(buffer.Rest.IsEmpty);
        });

    [Fact]
    public void A_stream_of_small_events_is_held_in_4_KiB_and_one_that_fills_them_in_16()
    {
        using var small = new EventBuffer(limit: 1 << 20);
        Pass(small, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("data: a word\n\n", 1_000))), [140]);
        Assert.Equal(4_096, small.Free().Length);

        using var large = new EventBuffer(limit: 1 << 20);
        Pass(large, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("data: a word\n\n", 10_000))), [int.MaxValue]);
        Assert.InRange(large.Free().Length, 15 * 1_024, 16 * 1_024);
    }

    [Fact]
    public void An_event_over_the_limit_is_refused()
    {
        using var buffer = new EventBuffer(limit: 10_000);
        var stream = Encoding.UTF8.GetBytes("data: " + new string('x', 100_000));

        Assert.Throws<BodyTooLargeException>(() => Pass(buffer, stream, [1_000]));
    }

    // Reads are as long as the cuts say, in turns, and no longer than there is room.
    private static List<string> Pass(EventBuffer buffer, ReadOnlySpan<byte> stream, int[] cuts)
    {
        var seen = new List<string>();
        for (var i = 0; !stream.IsEmpty; i++)
        {
            var free = buffer.Free();
            var count = Math.Min(Math.Min(free.Length, cuts[i % cuts.Length]), stream.Length);
            stream[..count].CopyTo(free.Span);
            stream = stream[count..];
            buffer.Advance(count);
            while (buffer.TryTake(out var bytes))
                seen.Add(Encoding.UTF8.GetString(bytes.Span));
        }

        return seen;
    }
}
