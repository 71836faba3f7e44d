using System.Globalization;
using System.Security.Authentication;
using FerroGate.Testing.Caddy;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Connections.Tls;

/// <summary>The real Caddy shows the same certificates and leads to the same places.</summary>
[Trait("Category", "Process")]
public sealed class TlsComparisonTests : IAsyncLifetime
{
    // Two listeners of HTTPS: one with names, one that is for a name with a star and one without a name.
    private const string Sites = """
        a.test {
        	bind 127.0.0.1
        	tls b.pem b.key
        	respond a
        }
        x.w.test {
        	bind 127.0.0.1
        	tls x.pem x.key
        	respond x
        }
        *.w.test {
        	bind 127.0.0.1
        	tls w.pem w.key
        	respond w
        }
        https://:$OTHER {
        	bind 127.0.0.1
        	tls any.pem any.key
        	respond any
        }
        http://c.test {
        	bind 127.0.0.1
        	respond c
        }
        """;

    private static readonly string[] Names = ["a.test", "A.test", "b.test", "x.w.test", "y.w.test", "z.y.w.test", "w.test", "nobody.test", "any.test", ""];

    private readonly TlsWorld _world = TlsWorld.Prepare();
    private readonly IReadOnlyList<int> _ports = FreePort.Take(4);
    private CaddyProcess? _caddy;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(CaddyProcess.Missing is null, CaddyProcess.Missing ?? "");
        _world.Write("b", _world.Authority.Issue("b.test"));
        _world.Write("x", _world.Authority.IssueRsa("x.w.test"));
        _world.Write("w", _world.Authority.Issue("*.w.test", "127.0.0.1"));
        _world.Write("any", _world.Authority.Issue("any.test"));
        await _world.StartAsync(SitesWith(_ports[0]));
        var config = _world.PathOf("Caddyfile.caddy");
        await File.WriteAllTextAsync(config, string.Create(
            CultureInfo.InvariantCulture,
            $"{{\n\tadmin off\n\tskip_install_trust\n\thttp_port {_ports[1]}\n\thttps_port {_ports[2]}\n}}\n{SitesWith(_ports[3])}\n"));
        _caddy = await CaddyProcess.StartAsync(config, _world.PathOf(""), [], _ports.Skip(1));
    }

    public async ValueTask DisposeAsync()
    {
        if (_caddy is not null)
            await _caddy.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Each_name_is_shown_the_same_certificate_on_each_listener()
    {
        foreach (var name in Names)
        {
            Assert.Equal((name, await ShownAsync(name, _ports[2])), (name, await ShownAsync(name, _world.TlsPort)));

            // Where a certificate of another site is for the address, Caddy has none for those who say no name.
            if (name.Length > 0)
                Assert.Equal((name, await ShownAsync(name, _ports[3])), (name, await ShownAsync(name, _ports[0])));
        }
    }

    private static string SitesWith(int other) => Sites.Replace("$OTHER", other.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private async Task<string> ShownAsync(string name, int port)
    {
        try
        {
            return string.Join(' ', (await _world.ShakeHandsAsync(name, port)).Sent);
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException)
        {
            return "none";
        }
    }
}
