using System.Net.Sockets;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Load;

/// <summary>Strangers who send much get little: no byte of a body is kept for somebody without a key.</summary>
[Trait("Category", "Process")]
[Trait("Category", "Slow")]
public sealed class UnauthenticatedUploadTests
{
    private const int Uploads = 2000;
    private const int WarmUp = 1000;
    private const int AtOnce = 16;
    private const long BodyBytes = 32L << 20;
    private const long MostGrowth = 32L << 20;

    private static readonly byte[] Block = new byte[256 * 1024];

    private int _refused;
    private int _cut;

    [Fact]
    public async Task Two_thousand_uploads_of_32_MiB_without_a_key_leave_resident_memory_flat()
    {
        await using var world = await World.StartAsync(new GatewayConfigText { Reliability = "wrong_credentials_per_minute 0" });
        await UploadAsync(world, WarmUp);
        var before = world.Gateway.ResidentBytes();
        (_refused, _cut) = (0, 0);

        await UploadAsync(world, Uploads);

        // The peak, so that what was kept for a while only counts too.
        var growth = world.Gateway.PeakResidentBytes() - before;
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"shown: {Uploads} uploads of 32 MiB without a key: {_refused} refused, {_cut} reset while they wrote; resident {before >> 20} MiB, at most {growth >> 10} KiB more");
        Assert.Equal(Uploads, _refused + _cut);
        Assert.True(growth < MostGrowth, $"Resident memory grew by {growth >> 10} KiB from {before >> 10} KiB");
        Assert.Empty(world.Provider.Requests);

        // Those that waited for 100 Continue wrote nothing, so nothing can have been reset.
        Assert.True(_refused >= Uploads / 4, $"Only {_refused} were told that they were refused");
        Assert.Equal(200, (await world.Admin.GetAsync("/healthz")).Status);
    }

    private async Task UploadAsync(World world, int count)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < count)
                await UploadOnceAsync(world, waits: i % 4 == 0, key: i % 3 == 0 ? "no-such-key" : null);
        }));
    }

    private async Task UploadOnceAsync(World world, bool waits, string? key)
    {
        var request = new Request("POST", "/v1/chat/completions")
            .With("content-type", "application/json")
            .With("content-length", BodyBytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request = key is null ? request : request.As(key);
        request = waits ? request.With("expect", "100-continue") : request;
        try
        {
            await using var connection = await Connection.OpenAsync(world.Gateway.DataUri);
            await connection.SendAsync(request);
            var writing = waits ? Task.CompletedTask : WriteBodyAsync(connection);

            // The next head of all, so that a 100 Continue for a stranger would be seen.
            var head = await connection.Reader.ReadHeadAsync(Testing.Patience.Token()) ?? throw new EndOfStreamException("No answer");
            var answer = await new LiveAnswer(head, HttpBody.OfResponse(connection.Reader, head)).ReadToEndAsync();
            ErrorAssert.IsRefusal(answer, 401, key is null ? "missing_api_key" : "invalid_api_key");
            Interlocked.Increment(ref _refused);
            connection.Close();
            await writing;
        }
        catch (Exception reset) when (!waits && reset is IOException or SocketException)
        {
            // A server that refuses without reading may reset; the answer is then lost with the connection.
            Interlocked.Increment(ref _cut);
        }
    }

    private static async Task WriteBodyAsync(Connection connection)
    {
        try
        {
            for (var sent = 0L; sent < BodyBytes; sent += Block.Length)
                await connection.SendAsync((ReadOnlyMemory<byte>)Block);
        }
        catch (Exception stopped) when (stopped is IOException or ObjectDisposedException)
        {
            // The gateway does not want the rest, or the answer is here.
        }
    }
}
