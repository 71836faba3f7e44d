using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using FerroGate.Server.Connections.Framing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FerroGate.Server.Tests.Connections.Framing;

/// <summary>How requests are told apart, wherever the network cuts their bytes.</summary>
public sealed class RequestFramingTests
{
    private const int Seed = 20261126;

    [Fact]
    public async Task Every_stream_that_is_right_passes_byte_for_byte_however_it_is_cut()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 500; round++)
        {
            var stream = FramedStreams.Right(random);

            var passed = await PassAsync(stream, Cuts(random, stream.Length));

            Assert.True(passed.Fault is null, $"{passed.Fault}: {Encoding.Latin1.GetString(stream)}");
            Assert.Equal(stream, passed.Bytes);
        }
    }

    [Fact]
    public async Task The_verdict_is_the_same_wherever_the_bytes_are_cut()
    {
        var random = new Random(Seed);
        var faults = new HashSet<string>();
        for (var round = 0; round < 2000; round++)
        {
            var stream = FramedStreams.Doubtful(random);
            var whole = await PassAsync(stream, []);
            faults.Add(whole.Fault ?? "");

            foreach (var cuts in (int[][])[Cuts(random, stream.Length), Cuts(random, stream.Length), [.. Enumerable.Range(1, stream.Length - 1)]])
            {
                var cut = await PassAsync(stream, cuts);
                Assert.True(
                    whole.Fault == cut.Fault && whole.Bytes.AsSpan().SequenceEqual(cut.Bytes),
                    $"Whole: {whole.Fault}, cut at {string.Join(' ', cuts)}: {cut.Fault}\n{Encoding.Latin1.GetString(stream)}");
            }
        }

        // Chance has seen nearly everything that can be wrong, and what is right as well.
        Assert.InRange(faults.Count, 10, 20);
        Assert.Contains("", faults);
    }

    [Fact]
    public async Task What_follows_a_request_is_kept_back_until_the_server_asks_for_it()
    {
        var pipe = new Pipe();
        var framing = new RequestFraming();
        var reader = new FramedReader(pipe.Reader, framing);
        var head = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray();
        await pipe.Writer.WriteAsync((byte[])[.. head, .. "\0\n tunnel"u8]);

        var first = await reader.ReadAsync();
        Assert.Equal(head, first.Buffer.ToArray());
        reader.AdvanceTo(first.Buffer.End);
        framing.ChangeProtocol();

        Assert.Equal("\0\n tunnel"u8.ToArray(), (await reader.ReadAsync()).Buffer.ToArray());
    }

    [Fact]
    public async Task A_head_that_is_not_yet_whole_is_shown_so_that_the_server_can_measure_it()
    {
        var pipe = new Pipe();
        var reader = new FramedReader(pipe.Reader, new RequestFraming());
        await pipe.Writer.WriteAsync("GET / HT"u8.ToArray());

        var first = await reader.ReadAsync();
        Assert.Equal("GET / HT"u8.ToArray(), first.Buffer.ToArray());
        reader.AdvanceTo(first.Buffer.Start, first.Buffer.End);

        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void Bytes_may_lie_in_several_pieces_of_memory_and_some_of_them_may_be_empty()
    {
        var stream = "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();
        for (var length = 1; length <= stream.Length; length++)
        {
            var framing = new RequestFraming();
            var first = new Piece(default, null);
            var last = stream[..length].Select(one => new byte[] { one }).Aggregate(first, (before, one) => new Piece(default, new Piece(one, before)));

            Assert.Equal(length, framing.Read(new ReadOnlySequence<byte>(first, 0, last, 0)));
            Assert.Equal(length < stream.Length, framing.NeedsMore);
        }
    }

    [Fact]
    public async Task A_read_that_is_cancelled_says_so()
    {
        var reader = new FramedReader(new Pipe().Reader, new RequestFraming());
        var read = reader.ReadAsync();
        reader.CancelPendingRead();

        Assert.True((await read).IsCanceled);
    }

    [Fact]
    public async Task A_server_that_consumes_what_is_not_known_to_be_right_is_stopped()
    {
        var pipe = new Pipe();
        var reader = new FramedReader(pipe.Reader, new RequestFraming());
        await pipe.Writer.WriteAsync("GET / HTTP"u8.ToArray());
        var first = await reader.ReadAsync();

        Assert.Throws<InvalidOperationException>(() => reader.AdvanceTo(first.Buffer.End));
    }

    private static int[] Cuts(Random random, int length) =>
        [.. Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(1, length)).Distinct().Order()];

    // Writes in pieces and consumes what is right as soon as it is there, as a server does.
    private static async Task<(byte[] Bytes, string? Fault)> PassAsync(byte[] stream, int[] cuts)
    {
        var pipe = new Pipe();
        var framing = new RequestFraming();
        var reader = new FramedReader(pipe.Reader, framing);
        using var passed = new MemoryStream();
        var start = 0;
        foreach (var end in cuts.Append(stream.Length))
        {
            await pipe.Writer.WriteAsync(stream.AsMemory(start..end));
            start = end;
            while (TryTake(reader, out var result) && framing.Told is null)
            {
                var right = result.Buffer.Slice(0, framing.Judged);
                passed.Write(right.ToArray());
                reader.AdvanceTo(right.End, result.Buffer.End);
            }
        }

        // What was right of a head that went wrong is a part of the one that the server gets in its place.
        if (framing.IsHeadFaulty)
            passed.Write(stream, (int)passed.Length, (int)framing.Judged);
        return (passed.ToArray(), framing.Told?.Message);
    }

    private static bool TryTake(FramedReader reader, out ReadResult result)
    {
        try
        {
            return reader.TryRead(out result);
        }
        catch (BadHttpRequestException)
        {
            result = default;
            return false;
        }
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
