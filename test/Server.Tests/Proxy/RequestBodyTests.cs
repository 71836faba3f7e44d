using System.IO.Pipelines;
using FerroGate.Server.Proxy.Exchange;
using FerroGate.Testing;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>A body that is stopped while the runtime's client begins with it, as it may where it waits for a 100.</summary>
public sealed class RequestBodyTests
{
    [Fact]
    public async Task One_that_was_stopped_does_not_begin()
    {
        using var body = BodyOf(default);
        await body.StopAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => body.CopyToAsync(Stream.Null).WaitAsync(Patience.Limit));

        Assert.False(body.HasBegun);
    }

    [Fact]
    public async Task One_that_is_stopped_as_it_begins_is_waited_for()
    {
        using var body = BodyOf("begun"u8.ToArray());
        await using var stream = new StoppingStream(body);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => body.CopyToAsync(stream).WaitAsync(Patience.Limit));

        Assert.False(stream.WasSureAtOnce);
        await stream.Stopping!.WaitAsync(Patience.Limit);
    }

    private static RequestBody BodyOf(ReadOnlyMemory<byte> buffered)
    {
        var http = new DefaultHttpContext();
        http.Request.Body = new Pipe().Reader.AsStream();
        return new RequestBody(http.Request, buffered, isWhole: false, null);
    }

    /// <summary>Stops the body when its first bytes come.</summary>
    private sealed class StoppingStream(RequestBody body) : MemoryStream
    {
        public Task? Stopping { get; private set; }

        public bool WasSureAtOnce { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Stopping ??= body.StopAsync();
            WasSureAtOnce |= Stopping.IsCompleted;
            return ValueTask.CompletedTask;
        }
    }
}
