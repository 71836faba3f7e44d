using System.Buffers;
using System.Net.ServerSentEvents;
using System.Text;
using CsCheck;
using FerroGate.Ai.Sse;
using FerroGate.Ai.Tests.Fixtures;

namespace FerroGate.Ai.Tests.Sse;

/// <summary>Events are cut where the framework's own parser ends them, in whatever chunks they come, and no byte is lost.</summary>
public sealed class SseTests
{
    private static readonly Gen<string> LineEnd = Gen.OneOf("\n", "\r", "\r\n");

    private static readonly Gen<string> Line = Gen.OneOf(
        Gen.OneOf("", "data", "data:", "data: ", "data:  x", "data:x", ":", ": ping", "event: delta", "id: 7", "retry: 10", "datax: y", " data: z", "DATA: w"),
        Gen.Char['a', 'z'].Array[0, 20].Select(text => "data: " + new string(text)),
        Gen.OneOf("data: {\"a\":\"ü😀\"}", "data: [DONE]", "data: \0", "data:\t1", "data::"));

    private static readonly Gen<byte[]> Stream =
        from mark in Gen.OneOf("", "\uFEFF")
        from lines in Gen.Select(Line, LineEnd, Gen.Bool, (line, end, isLast) => isLast ? line + end + end : line + end).Array[0, 30]
        select Encoding.UTF8.GetBytes(mark + string.Concat(lines));

    [Fact]
    public void Any_stream_in_any_chunks_gives_the_data_that_the_framework_reads() =>
        Gen.Select(Stream, Gen.Int[0, 1_000].Array[0, 8]).Sample((bytes, places) =>
        {
            var splits = places.Select(place => place % (bytes.Length + 1)).Order().ToArray();
            AssertLikeTheFramework(bytes, SseReading.Of(bytes, splits));
        });

    [Theory]
    [InlineData("data: a\n\ndata: b\n\n")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n")]
    [InlineData("data: a\r\rdata: b\r\r")]
    [InlineData("data: a\n\r\n\rdata: b\r\n\n")]
    [InlineData("data: a\r\ndata: b\ndata: c\r\r\n: x\n\n")]
    [InlineData("\uFEFFdata: a\r\n\r\n\r\n\r\n")]
    [InlineData("\uFEFF\ndata: a\n\n")]
    [InlineData("\r\n\r\ndata: a\r\n\r\ndata: cut off")]
    public void Two_cuts_at_any_places_change_nothing(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
                AssertLikeTheFramework(bytes, SseReading.Of(bytes, first, second));
        }

        AssertLikeTheFramework(bytes, SseReading.Of(bytes, [.. Enumerable.Range(0, bytes.Length)]));
    }

    [Fact]
    public void An_event_is_given_with_everything_that_belongs_to_it()
    {
        var reading = SseReading.Of(": hello\r\nevent: x\r\ndata: 1\r\n\r\ndata: 2\n\ndata: 3"u8.ToArray());

        Assert.Equal([": hello\r\nevent: x\r\ndata: 1\r\n\r\n", "data: 2\n\n"], reading.Events.Select(Encoding.UTF8.GetString));
        Assert.Equal("data: 3", Encoding.UTF8.GetString(reading.Rest));
    }

    [Fact]
    public void An_event_that_ends_in_CRLF_does_not_wait_for_the_LF()
    {
        var reading = SseReading.Of("data: 1\r\n\r\ndata: 2\r\n\r\n"u8.ToArray(), 10);

        // The LF that comes later is an event of its own that holds nothing.
        Assert.Equal(["data: 1\r\n\r", "\n", "data: 2\r\n\r\n"], reading.Events.Select(Encoding.UTF8.GetString));
        Assert.Equal(["1", "2"], reading.Data);
    }

    [Theory]
    [InlineData("data: x\n\n", "x")]
    [InlineData("data:x\n\n", "x")]
    [InlineData("data:  x \n\n", " x ")]
    [InlineData("data: a\ndata: b\n\n", "a\nb")]
    [InlineData("data: a\r\nevent: e\r\ndata:b\r\n\r\n", "a\nb")]
    [InlineData("data\ndata\n\n", "\n")]
    [InlineData("data\n\n", "")]
    [InlineData(": comment\n\n", "")]
    [InlineData("event: ping\n\n", "")]
    [InlineData("database: x\n\n", "")]
    [InlineData("\n", "")]
    [InlineData("", "")]
    [InlineData("\uFEFFdata: x\n\n", "x")]
    [InlineData("data: a\n\uFEFFdata: b\n\n", "a")]
    [InlineData("data: \uFEFFx\n\n", "\uFEFFx")]
    [InlineData("data: x", "x")]
    public void The_data_of_an_event_is_its_data_lines(string text, string data) =>
        Assert.Equal(data, Encoding.UTF8.GetString(SseEvent.DataOf(Encoding.UTF8.GetBytes(text), new ArrayBufferWriter<byte>())));

    [Fact]
    public void Data_of_one_line_is_no_copy()
    {
        var bytes = "data: abc\n\n"u8.ToArray();
        var data = SseEvent.DataOf(bytes, new ArrayBufferWriter<byte>());

        Assert.True(bytes.AsSpan().Overlaps(data, out var offset));
        Assert.Equal(6, offset);
    }

    private static void AssertLikeTheFramework(byte[] bytes, SseReading reading)
    {
        Assert.Equal(bytes, reading.Events.SelectMany(whole => whole).Concat(reading.Rest));

        // Neither gives what the end of the stream cuts off.
        using var stream = new MemoryStream(bytes[..^reading.Rest.Length]);
        var expected = SseParser.Create(stream).Enumerate().Select(item => item.Data).Where(data => data.Length > 0);
        Assert.Equal(expected, reading.Data);
    }
}
