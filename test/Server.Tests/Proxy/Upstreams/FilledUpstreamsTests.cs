using System.Runtime.CompilerServices;
using FerroGate.Core.Keys;
using FerroGate.Server.Proxy;
using FerroGate.Server.Proxy.Transport;
using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Tests.Sites;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Proxy.Upstreams;

/// <summary>Upstreams that each request names.</summary>
public sealed class FilledUpstreamsTests
{
    private readonly FilledUpstreams _upstreams;

    public FilledUpstreamsTests()
    {
        var services = new ProxyServices(null!, new KeyDirectory(), null!, _ => null, new FakeTimeProvider(), _ => 0);
        var transport = new TransportSettings(null, TestRequest.Templates, services.Clients);
        _upstreams = new FilledUpstreams(
            [(null, TestRequest.Template("{header.X-Upstream}"), null)], new UpstreamFactory(transport, services, health: null));
    }

    [Fact]
    public async Task Their_failures_are_remembered_while_no_request_holds_them()
    {
        await FailAsync("127.0.0.1:1");
        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.Equal((1, 0), (await FailuresAsync("127.0.0.1:1"), await FailuresAsync("127.0.0.1:2")));
    }

    [Fact]
    public async Task A_text_that_is_no_address_names_none() =>
        Assert.Empty(await _upstreams.FindAsync(TestRequest.To("/", ("X-Upstream", "no address")), TestContext.Current.CancellationToken));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task FailAsync(string upstream) => (await FindAsync(upstream)).State.Fail(until: 1);

    private async Task<int> FailuresAsync(string upstream) => (await FindAsync(upstream)).State.Failures(now: 0);

    private async Task<Upstream> FindAsync(string upstream) =>
        Assert.Single(await _upstreams.FindAsync(TestRequest.To("/", ("X-Upstream", upstream)), TestContext.Current.CancellationToken));
}
