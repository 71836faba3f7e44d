using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using FerroGate.Testing;
using FerroGate.Testing.Tls;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>How upstreams are reached: sockets, TLS, HTTP/2, names.</summary>
[Trait("Category", "Process")]
public sealed class TransportTests
{
    private const string Name = "name";

    private static readonly TestAuthority Authority = new();

    private static readonly TestCertificate Certificate = Authority.Issue("internal.test");

    [Fact]
    public async Task An_upstream_may_be_a_socket_in_the_file_system()
    {
        using var folder = new TemporaryFolder();
        var socket = Path.Combine(folder.Path, "app.sock");
        await using var upstream = await KestrelUpstream.StartAsync(
            kestrel => kestrel.ListenUnixSocket(socket), http => http.Response.WriteAsync($"{http.Request.Protocol} {http.Request.Host} {http.Request.Path}"));
        await using var world = await ProxyWorld.StartAsync($"reverse_proxy unix/{socket} {{\n header_down X-Upstream {{upstream_hostport}}\n}}", upstreams: 0);

        var answer = await world.Client.GetAsync("/x");

        Assert.Equal((200, $"HTTP/1.1 {world.Client.Host.Authority} /x"), (answer.Status, answer.Text));
        Assert.Equal(socket, answer.Headers["x-upstream"]);
    }

    [Fact]
    public async Task An_upstream_may_speak_HTTP_2_without_TLS()
    {
        await using var upstream = await KestrelUpstream.StartAsync(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2), http => http.Response.WriteAsync(http.Request.Protocol));
        await using var world = await ProxyWorld.StartAsync($$"""
            reverse_proxy /scheme h2c://{{upstream.Address.Authority}}
            reverse_proxy /versions {{upstream.Address.Authority}} {
            	transport http {
            		versions h2c
            	}
            }
            """, upstreams: 0);

        Assert.Equal("HTTP/2", (await world.Client.GetAsync("/scheme")).Text);
        Assert.Equal("HTTP/2", (await world.Client.GetAsync("/versions")).Text);
    }

    [Theory]
    [InlineData("tls_trusted_ca_certs $FOLDER/ca.pem\n tls_server_name internal.test", 200, "HTTP/2 internal.test")]
    [InlineData("tls_trusted_ca_certs $FOLDER/ca.pem\n tls_server_name internal.test\n versions 1.1", 200, "HTTP/1.1 internal.test")]
    [InlineData("tls_insecure_skip_verify", 200, "HTTP/2 ")]
    [InlineData("tls_server_name internal.test", 502, null)]
    [InlineData("tls_trusted_ca_certs $FOLDER/ca.pem", 502, null)]
    [InlineData("tls_trusted_ca_certs $FOLDER/ca.pem\n tls_server_name other.test", 502, null)]
    public async Task Certificates_of_upstreams_are_believed_as_the_config_says(string options, int status, string? text)
    {
        await using var upstream = await StartTlsAsync(_ => { });
        await using var world = await ProxyWorld.StartAsync(
            $"reverse_proxy https://{upstream.Address.Authority} {{\n transport http {{\n {options}\n }}\n}}",
            upstreams: 0,
            prepare: folder => folder.Write("ca.pem", Authority.Root.ExportCertificatePem()));

        var answer = await world.Client.GetAsync("/");

        Assert.Equal((status, text ?? answer.Text), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task The_gateway_shows_its_own_certificate_where_it_has_one()
    {
        await using var upstream = await StartTlsAsync(options =>
        {
            options.ClientCertificateRequired = true;
            options.RemoteCertificateValidationCallback = static (_, certificate, _, _) =>
                (certificate as X509Certificate2)?.GetNameInfo(X509NameType.DnsName, forIssuer: false) == "gateway.test";
        });
        var own = Authority.Issue("gateway.test");
        await using var world = await ProxyWorld.StartAsync(
            $$"""
            reverse_proxy /with {{upstream.Address.Authority}} {
            	transport http {
            		tls
            		tls_insecure_skip_verify
            		tls_client_auth $FOLDER/own.pem $FOLDER/own.key
            	}
            }
            reverse_proxy /without {{upstream.Address.Authority}} {
            	transport http {
            		tls
            		tls_insecure_skip_verify
            	}
            }
            """,
            upstreams: 0,
            prepare: folder =>
            {
                folder.Write("own.pem", own.Chain);
                folder.Write("own.key", own.Key);
            });

        Assert.Equal((200, 502), ((await world.Client.GetAsync("/with")).Status, (await world.Client.GetAsync("/without")).Status));
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_ends_the_start_with_a_line_that_names_it()
    {
        var ended = await Assert.ThrowsAsync<InvalidOperationException>(() => ProxyWorld.StartAsync(
            "reverse_proxy https://localhost:1 {\n transport http {\n tls_trusted_ca_certs $FOLDER/nowhere.pem\n }\n}", upstreams: 0));

        Assert.Contains("nowhere.pem of `tls_trusted_ca_certs` cannot be read", ended.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_is_used_again_unless_keepalive_is_off()
    {
        var connections = new HashSet<string>();
        await using var upstream = await KestrelUpstream.StartAsync(kestrel => kestrel.Listen(IPAddress.Loopback, 0), http =>
        {
            lock (connections)
                connections.Add(http.Connection.Id);

            return http.Response.WriteAsync(http.Request.Headers.Connection.ToString());
        });
        await using var world = await ProxyWorld.StartAsync(
            $"reverse_proxy /off {upstream.Address.Authority} {{\n transport http {{\n keepalive off\n }}\n}}\nreverse_proxy {upstream.Address.Authority}", upstreams: 0);

        for (var i = 0; i < 3; i++)
            Assert.Equal("", (await world.Client.GetAsync("/on")).Text);
        var kept = connections.Count;
        for (var i = 0; i < 3; i++)
            Assert.Equal("close", (await world.Client.GetAsync("/off")).Text);

        Assert.Equal((1, 4), (kept, connections.Count));
    }

    [Fact]
    public async Task Dynamic_a_asks_DNS_for_the_addresses()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy {\n dynamic a localhost {header.X-Port} {\n  versions ipv4\n }\n}", upstreams: 1);

        var answer = await world.Client.SendAsync(FerroGate.Testing.Http.Request.Get("/").With(
            "X-Port", world.Upstreams[0].Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Equal((200, "a"), (answer.Status, answer.Headers["x-upstream"]));
    }

    // It says which version and which name it was asked with.
    private static Task<KestrelUpstream> StartTlsAsync(Action<SslServerAuthenticationOptions> configure)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(Certificate.Chain);
        var own = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(Certificate.Chain, Certificate.Key), chain, offline: true);
        return KestrelUpstream.StartAsync(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                OnConnection = handshake =>
                {
                    handshake.Connection.Items[Name] = handshake.ClientHelloInfo.ServerName;
                    var options = new SslServerAuthenticationOptions { ServerCertificateContext = own };
                    configure(options);
                    return new(options);
                },
            })),
            http => http.Response.WriteAsync($"{http.Request.Protocol} {http.Features.Get<IConnectionItemsFeature>()!.Items[Name]}"));
    }
}
