using System.Net;
using FerroGate.Config.Model.Servers;
using FerroGate.Config.Text;
using FerroGate.Server.Connections;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FerroGate.Server.Tests.Connections;

/// <summary>Who a client is, when proxies stand before the gateway: some are trusted, and anybody can send their headers.</summary>
public sealed class ClientAddressTests
{
    [Theory]
    [InlineData("203.0.113.9", "198.51.100.1", "203.0.113.9", "who is no trusted proxy speaks for itself")]
    [InlineData("10.0.0.1", "198.51.100.1", "198.51.100.1", "a trusted proxy names the client")]
    [InlineData("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1", "also over an IPv6 socket")]
    [InlineData("10.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1", "what stands before the first untrusted address is a claim")]
    [InlineData("10.0.0.1", "198.51.100.1, 10.0.0.2, 10.0.0.3", "198.51.100.1", "several trusted proxies in a row")]
    [InlineData("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3", "everybody is trusted: the first")]
    [InlineData("10.0.0.1", "198.51.100.1, garbage, 10.0.0.2", "10.0.0.2", "nobody is believed beyond what cannot be read")]
    [InlineData("10.0.0.1", "garbage", "10.0.0.1", "nothing that can be read")]
    [InlineData("10.0.0.1", "", "10.0.0.1", "an empty header")]
    [InlineData("10.0.0.1", "1", "10.0.0.1", "a number")]
    [InlineData("10.0.0.1", "0x9.9.9.9", "10.0.0.1", "an unusual spelling")]
    [InlineData("10.0.0.1", "010.9.9.9:80", "10.0.0.1", "an unusual spelling with a port")]
    [InlineData("10.0.0.1", null, "10.0.0.1", "no header")]
    [InlineData("10.0.0.1", "198.51.100.1:4711", "198.51.100.1", "with a port")]
    [InlineData("10.0.0.1", "[2001:db8::1]:4711", "2001:db8::1", "IPv6 with a port")]
    [InlineData("10.0.0.1", "2001:db8::1", "2001:db8::1", "IPv6")]
    [InlineData("10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1", "IPv4 in the clothes of IPv6")]
    [InlineData("::1", " 198.51.100.1 ,10.0.0.2 ", "198.51.100.1", "spaces, and a trusted IPv6 address")]
    public void The_client_is(string remote, string? forwarded, string client, string because)
    {
        var http = Request(remote);
        if (forwarded is not null)
            http.Request.Headers["X-Forwarded-For"] = forwarded;

        Assert.True(IPAddress.Parse(client).Equals(ClientAddress.Of(http, Server())), because);
    }

    [Fact]
    public void Several_lines_of_the_header_are_one_list()
    {
        var http = Request("10.0.0.1");
        http.Request.Headers["X-Forwarded-For"] = new(["192.0.2.66", "198.51.100.1, 10.0.0.2"]);

        Assert.Equal(IPAddress.Parse("198.51.100.1"), ClientAddress.Of(http, Server()));
    }

    [Theory]
    [InlineData("198.51.100.1", "198.51.100.2", "198.51.100.1")]
    [InlineData("garbage", "198.51.100.2", "198.51.100.2")]
    [InlineData(null, "198.51.100.2", "198.51.100.2")]
    public void Of_several_headers_the_first_that_names_somebody_counts(string? first, string second, string client)
    {
        var http = Request("10.0.0.1");
        http.Request.Headers["X-Real-IP"] = first;
        http.Request.Headers["CF-Connecting-IP"] = second;

        Assert.Equal(IPAddress.Parse(client), ClientAddress.Of(http, Server("X-Real-IP", "CF-Connecting-IP")));
    }

    [Fact]
    public void Without_trusted_proxies_nobody_is_believed()
    {
        var http = Request("127.0.0.1");
        http.Request.Headers["X-Forwarded-For"] = "198.51.100.1";

        Assert.Equal(IPAddress.Loopback, ClientAddress.Of(http, ServerSettings.Default));
    }

    private static DefaultHttpContext Request(string remote)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(remote);
        return http;
    }

    private static ServerSettings Server(params IEnumerable<string> headers) => new(new ServerConfig(default)
    {
        TrustedProxies = [new("10.0.0.0/8", default), new("::1", default)],
        ClientIpHeaders = [.. headers.Select(name => new Setting<string>(name, default))],
    });
}
