using System.Globalization;
using FerroGate.Testing.Http;
using FerroGate.Testing.Nginx;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>What upstreams get and clients see is what nginx would have done, where both are told the same.</summary>
[Trait("Category", "Process")]
public sealed class NginxComparisonTests
{
    private const string Server = """
        location /strip/ { proxy_pass http://up/; PASS }
        location /moved/ { rewrite ^/moved/(.*)$ /new/$1 break; proxy_pass http://up; PASS }
        location / { proxy_pass http://up; PASS }
        """;

    private const string Pass = "proxy_set_header Host $http_host; proxy_set_header X-Set set; proxy_set_header X-Gone \"\"; "
        + "proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Host $http_host; proxy_hide_header X-Secret;";

    private const string Site = """
        handle_path /strip/* {
        	reverse_proxy UPSTREAMS
        }
        handle /moved/* {
        	uri path_regexp ^/moved/ /new/
        	reverse_proxy UPSTREAMS
        }
        reverse_proxy UPSTREAMS
        """;

    private const string Options = """
        {
        	lb_policy round_robin
        	header_up X-Set set
        	header_up -X-Gone
        	header_down -X-Secret
        }
        """;

    [Fact]
    public async Task Requests_and_answers_are_changed_alike()
    {
        Assert.SkipUnless(NginxProcess.Missing is null, NginxProcess.Missing ?? "");
        await using var world = await ProxyWorld.StartAsync(Site.Replace("UPSTREAMS", "$A " + Options, StringComparison.Ordinal), upstreams: 1);
        await using var nginx = await NginxProcess.StartAsync(
            $"upstream up {{ server {world.Upstreams[0].Address.Authority}; }}", Server.Replace("PASS", Pass, StringComparison.Ordinal));
        world.Upstreams[0].Otherwise(request => Reply.Json(Shown(request), 203).With("x-secret", "hidden").With("x-kept", "kept").With("server", "upstream"));

        foreach (var request in (Request[])
        [
            Request.Get("/"),
            Request.Get("/a/b?c=d&e"),
            Request.Get("/strip/a%20b?x=%2F").With("X-Gone", "1").With("X-Set", "theirs"),
            Request.Post("/moved/x?y=z", "the body"),
            new Request("PUT", "/put") { Body = "chunks of a body"u8.ToArray(), ChunkSize = 5 },
            new Request("DELETE", "/delete"),
            Request.Get("/forged").With("X-Forwarded-For", "1.2.3.4").With("X-Forwarded-Proto", "https"),
            Request.Get("/named").With("Connection", "close"),
        ])
        {
            var theirs = await new Client(nginx.Address).SendAsync(request);
            var ours = await world.Client.SendAsync(request);

            Assert.Equal(Seen(theirs, nginx.Address), Seen(ours, world.Client.Host));
        }
    }

    [Theory]
    [InlineData("", "", "abcabcabc")]
    [InlineData("3 1 2", "weight", null)]
    public async Task Requests_are_shared_out_alike(string weights, string option, string? order)
    {
        Assert.SkipUnless(NginxProcess.Missing is null, NginxProcess.Missing ?? "");
        var policy = weights.Length > 0 ? $"weighted_round_robin {weights}" : "round_robin";
        await using var world = await ProxyWorld.StartAsync($"reverse_proxy $A $B $C {{\n lb_policy {policy}\n}}");
        var each = weights.Split(' ');
        var servers = string.Concat(world.Upstreams.Select((upstream, i) =>
            $"server {upstream.Address.Authority}{(option.Length > 0 ? $" {option}={each[i]}" : "")};"));
        await using var nginx = await NginxProcess.StartAsync($"upstream up {{ {servers} }}", "location / { proxy_pass http://up; }");

        var ours = await world.AskAsync(12);
        var theirs = "";
        for (var i = 0; i < 12; i++)
            theirs += (await new Client(nginx.Address).GetAsync("/")).Headers["x-upstream"];

        // Who comes first may differ, how often each comes may not.
        Assert.Equal(string.Concat(theirs.Order()), string.Concat(ours.Order()));
        if (order is not null)
            Assert.StartsWith(order, ours, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_server_that_cannot_be_reached_is_passed_over_alike(string method)
    {
        Assert.SkipUnless(NginxProcess.Missing is null, NginxProcess.Missing ?? "");
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $NOBODY $A {\n lb_policy round_robin\n}", upstreams: 1);
        await using var nginx = await NginxProcess.StartAsync(
            string.Create(CultureInfo.InvariantCulture, $"upstream up {{ server {ProxyWorld.NobodyAt}; server {world.Upstreams[0].Address.Authority}; }}"),
            "location / { proxy_pass http://up; }");

        for (var i = 0; i < 4; i++)
        {
            var request = new Request(method, "/x") { Body = method == "POST" ? "the body"u8.ToArray() : null };
            var (theirs, ours) = (await new Client(nginx.Address).SendAsync(request), await world.Client.SendAsync(request));
            Assert.Equal((theirs.Status, theirs.Text), (ours.Status, ours.Text));
        }
    }

    // What every proxy says in its own way, or of itself, is left out.
    private static string Shown(ReceivedRequest request)
    {
        var lines = request.Headers
            .Where(line => line.Key.ToLowerInvariant() is not ("connection" or "x-request-id" or "traceparent" or "content-length" or "transfer-encoding" or "user-agent"))
            .Select(line => $"{line.Key.ToLowerInvariant()}: {line.Value}")
            .Order(StringComparer.Ordinal);
        return $"{request.Method} {request.Target}\n{string.Join('\n', lines)}\n\n{request.Text}";
    }

    private static string Seen(Answer answer, Uri address) =>
        $"{answer.Status} {answer.Headers["x-kept"]} {answer.Headers.Has("x-secret")} {answer.Headers["content-type"]}\n{answer.Text}"
            .Replace(address.Authority, "HOST", StringComparison.Ordinal);
}
