using FerroGate.Config.Model;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites;
using FerroGate.Server.Telemetry.Logs;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FerroGate.Server.Tests.Sites;

/// <summary>The narrowest address of a request is its site's.</summary>
public sealed class SiteTableTests
{
    private static readonly Listener Port = new(null, 80, IsAdmin: false);

    private static readonly Dictionary<string, Site> Sites = new[] { "", "one.example", "one.example/api/*", "one.example/api/v2/*", "*.example" }
        .ToDictionary(address => address, _ => new Site(SiteLogs.None, _ => Task.CompletedTask));

    private static readonly SiteTable Table = new(Sites.Select(site => (Port, AddressOf(site.Key), site.Value)), [], []);

    [Theory]
    [InlineData("one.example", "/", "one.example")]
    [InlineData("ONE.example", "/api/x", "one.example/api/*")]
    [InlineData("one.example", "/api/v2/x", "one.example/api/v2/*")]
    [InlineData("one.example", "/api/%76%32/x", "one.example/api/v2/*")]
    [InlineData("two.example", "/", "*.example")]
    [InlineData("a.two.example", "/", "")]
    [InlineData("other.test", "/api/x", "")]
    public void A_name_goes_before_a_star_and_a_longer_path_before_a_shorter(string host, string target, string found) =>
        Assert.Same(Sites[found], Table.Find(Port, new HostString(host), target));

    [Fact]
    public void Another_listener_has_none_of_them() =>
        Assert.Null(Table.Find(Port with { Port = 81 }, new HostString("one.example"), "/"));

    private static SiteAddress AddressOf(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return new SiteAddress(SiteScheme.Http, slash < 0 ? text : text[..slash], 80, slash < 0 ? "" : text[slash..]);
    }
}
