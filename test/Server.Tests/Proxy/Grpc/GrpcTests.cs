using System.Net;
using FerroGate.Testing;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FerroGate.Server.Tests.Proxy.Grpc;

/// <summary>A client and a server of the gRPC library, with the gateway between them, that notice nothing of it.</summary>
[Trait("Category", "Process")]
public sealed class GrpcTests
{
    [Fact]
    public async Task A_call_gets_its_answer_and_its_metadata()
    {
        await using var world = await GrpcWorld.StartAsync();
        byte[] note = [0, 1, 254, 255];

        using var call = world.Calls.AsyncUnaryCall(EchoService.SayMethod, null, GrpcWorld.Options(new Metadata { { "note-bin", note } }), "hello");

        Assert.Equal("hello", await call.ResponseAsync);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.Equal(note, call.GetTrailers().GetValueBytes("note-bin"));
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.PermissionDenied)]
    [InlineData(StatusCode.ResourceExhausted)]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Unauthenticated)]
    public async Task A_failure_has_its_status_and_its_words(StatusCode status)
    {
        await using var world = await GrpcWorld.StartAsync();

        using var call = world.Calls.AsyncUnaryCall(EchoService.SayMethod, null, GrpcWorld.Options(), status.ToString());
        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

        Assert.Equal((status, $"no: {status} – ü"), (failure.StatusCode, failure.Status.Detail));
    }

    [Fact]
    public async Task A_method_that_does_not_exist_is_the_servers_to_refuse()
    {
        await using var world = await GrpcWorld.StartAsync();
        var unknown = new Method<string, string>(MethodType.Unary, "test.Echo", "Sing", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

        using var call = world.Calls.AsyncUnaryCall(unknown, null, GrpcWorld.Options(), "la");

        Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync)).StatusCode);
    }

    [Fact]
    public async Task Streams_go_in_each_direction()
    {
        await using var world = await GrpcWorld.StartAsync();

        using var split = world.Calls.AsyncServerStreamingCall(EchoService.SplitMethod, null, GrpcWorld.Options(), "one two three");
        var words = await split.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        using var join = world.Calls.AsyncClientStreamingCall(EchoService.JoinMethod, null, GrpcWorld.Options());
        foreach (var word in words)
            await join.RequestStream.WriteAsync(word, TestContext.Current.CancellationToken);
        await join.RequestStream.CompleteAsync();

        Assert.Equal(["one", "two", "three"], words);
        Assert.Equal("one two three", await join.ResponseAsync);
    }

    [Fact]
    public async Task A_conversation_goes_to_and_fro()
    {
        await using var world = await GrpcWorld.StartAsync();

        using var call = world.Calls.AsyncDuplexStreamingCall(EchoService.RepeatMethod, null, GrpcWorld.Options());
        foreach (var message in (string[])["one", new string('x', 300_000), "three"])
        {
            await call.RequestStream.WriteAsync(message, TestContext.Current.CancellationToken);
            Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            Assert.Equal(message, call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task A_call_that_its_client_gives_up_ends_at_the_server()
    {
        await using var world = await GrpcWorld.StartAsync();
        using var cancellation = new CancellationTokenSource();

        using var call = world.Calls.AsyncDuplexStreamingCall(EchoService.RepeatMethod, null, GrpcWorld.Options().WithCancellationToken(cancellation.Token));
        await call.RequestStream.WriteAsync("one", TestContext.Current.CancellationToken);
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        await cancellation.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))).StatusCode);
        await Patience.UntilAsync(() => Task.FromResult(world.Running), running => running == 0, "the server's call to end");
    }

    private sealed class GrpcWorld : IAsyncDisposable
    {
        private KestrelUpstream? _upstream;
        private ProxyWorld? _proxy;
        private GrpcChannel? _channel;
        private int _running;

        public CallInvoker Calls => _channel!.CreateCallInvoker();

        /// <summary>Calls that are at the server.</summary>
        public int Running => Volatile.Read(ref _running);

        public static async Task<GrpcWorld> StartAsync()
        {
            var world = new GrpcWorld();
            world._upstream = await KestrelUpstream.StartAsync(
                kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2),
                services => services.AddSingleton<EchoService>().AddGrpc(),
                app =>
                {
                    app.UseRouting();
                    app.Use(world.CountAsync);
                    app.MapGrpcService<EchoService>();
                });
            world._proxy = await ProxyWorld.StartAsync(
                $"reverse_proxy h2c://{world._upstream.Address.Authority}", upstreams: 0, global: "servers {\n protocols h1 h2 h2c\n}");
            world._channel = GrpcChannel.ForAddress(world._proxy.Client.Host);
            return world;
        }

        public static CallOptions Options(Metadata? headers = null) => new(headers, cancellationToken: TestContext.Current.CancellationToken);

        public async ValueTask DisposeAsync()
        {
            _channel?.Dispose();
            if (_proxy is not null)
                await _proxy.DisposeAsync();
            if (_upstream is not null)
                await _upstream.DisposeAsync();
        }

        private async Task CountAsync(Microsoft.AspNetCore.Http.HttpContext http, Microsoft.AspNetCore.Http.RequestDelegate next)
        {
            Interlocked.Increment(ref _running);
            try
            {
                await next(http);
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        }
    }
}
