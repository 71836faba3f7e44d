using FerroGate.Core.Refusals;
using FerroGate.Server.Ai.Bodies;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FerroGate.Server.Tests.Input;

/// <summary>Bodies are taken as they come, whatever was announced, and what they take is given back.</summary>
public sealed class BodyReaderTests
{
    private const long Plenty = 1 << 30;

    private readonly BodyMemory _memory = new();

    // Lengths around the sizes of buffers: the smallest, the usual, the largest first one, and steps from there. What fills a buffer just so has no room
    // for the byte that is not there.
    public static MatrixTheoryData<int, bool, int> Bodies() => new MatrixTheoryData<int, bool, int>(
        [0, 1, 255, 256, 257, 4_095, 4_096, 4_097, 65_535, 65_536, 65_537, 262_143, 262_144, 262_145, 1_048_577],
        [true, false],
        [int.MaxValue, 4_096, 1_000]);

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Every_body_is_read_as_it_came(int length, bool isAnnounced, int pieces)
    {
        var sent = BytesOf(length);

        Assert.True((await ReadAsync(sent, isAnnounced ? length : null, pieces)).TryGet(out var body, out var refusal), refusal?.Message);

        Assert.Equal(sent, body.Bytes.ToArray());
        Assert.False(IsAllGivenBack());
        body.Dispose();
        Assert.True(IsAllGivenBack());
    }

    [Theory]
    [InlineData(10L, 100_000)]
    [InlineData(500_000L, 1_000)]
    [InlineData(long.MaxValue - 1, 70_000)]
    public async Task What_is_announced_and_not_sent_is_no_matter(long announced, int length)
    {
        var sent = BytesOf(length);

        Assert.True((await ReadAsync(sent, announced, 10_000, limit: long.MaxValue)).TryGet(out var body, out var refusal), refusal?.Message);

        Assert.Equal(sent, body.Bytes.ToArray());
    }

    [Theory]
    [InlineData(100_001L, 0)]
    [InlineData(null, 100_001)]
    [InlineData(5L, 100_001)]
    public async Task What_is_larger_than_it_may_be_is_refused_and_keeps_nothing(long? announced, int length)
    {
        Assert.False((await ReadAsync(BytesOf(length), announced, 10_000, limit: 100_000)).TryGet(out _, out var refusal));

        Assert.Equal((413, RefusalCodes.PayloadTooLarge), (refusal.Status, refusal.Code));
        Assert.True(IsAllGivenBack());
    }

    [Theory]
    [InlineData(200L)]
    [InlineData(300_000L)]
    [InlineData(null)]
    public async Task What_all_together_have_no_room_for_is_refused_and_keeps_nothing(long? announced)
    {
        Assert.False((await ReadAsync(BytesOf(300_000), announced, 10_000, limitOfAll: 200_000)).TryGet(out _, out var refusal));

        Assert.Equal((503, RefusalCodes.GatewayOverloaded), (refusal.Status, refusal.Code));
        Assert.True(IsAllGivenBack());
    }

    private Task<Outcome<RequestBody>> ReadAsync(byte[] sent, long? announced, int pieces, long limit = Plenty, long limitOfAll = Plenty)
    {
        var http = new DefaultHttpContext { Request = { ContentLength = announced, Body = new PieceStream(sent, pieces) } };
        return new BodyReader(_memory).ReadAsync(http.Request, limit, limitOfAll, TestContext.Current.CancellationToken);
    }

    // Whatever is still taken leaves no room for as much as there may be at all.
    private bool IsAllGivenBack()
    {
        if (!_memory.TryTake(Plenty, Plenty))
            return false;
        _memory.Give(Plenty);
        return true;
    }

    private static byte[] BytesOf(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Gives at most so many bytes at a time.</summary>
    private sealed class PieceStream(byte[] bytes, int most) : MemoryStream(bytes, writable: false)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
