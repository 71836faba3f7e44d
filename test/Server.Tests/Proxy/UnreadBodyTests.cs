using System.Text;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>
/// Answers that come before a request's body has: <c>Expect: 100-continue</c> (RFC 9110, section 10.1.1), early answers, and what
/// becomes of the connection (RFC 9112, section 9.3).
/// </summary>
[Trait("Category", "Process")]
public sealed class UnreadBodyTests(UnreadBodyTests.Site site) : WorldTests(site), IClassFixture<UnreadBodyTests.Site>
{
    private const int Length = 100_000;

    // What a body may hold that looks like a request.
    private static readonly byte[] Body = Encoding.ASCII.GetBytes("GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n".PadRight(Length, 'x'));

    /// <summary>A proxy, and a site that takes short bodies only.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Site = """
            handle /short {
            	request_body {
            		max_size 10
            	}
            	reverse_proxy $PROVIDER
            }
            handle /own {
            	respond own
            }
            handle {
            	reverse_proxy $PROVIDER
            }
            """,
    });

    [Fact]
    public async Task A_client_that_waits_is_told_to_go_on_and_the_connection_serves_again()
    {
        Provider.Otherwise(request => Reply.Json($"\"{request.Target} {request.Text.Length}\""));
        await using var connection = await StartAsync("/x", expect: true);

        Assert.Equal(100, (await connection.Reader.ReadHeadAsync(Patience.Token()))?.Status);
        await connection.SendAsync((ReadOnlyMemory<byte>)Body);
        Assert.Equal($"\"/x {Length}\"", (await (await connection.ReceiveAsync()).ReadToEndAsync()).Text);
        await connection.SendAsync(Request.Get("/next"));

        Assert.Equal("\"/next 0\"", (await (await connection.ReceiveAsync()).ReadToEndAsync()).Text);
    }

    [Theory]
    [InlineData("/x", 403)]
    [InlineData("/own", 200)]
    [InlineData("/short", 413)]
    [InlineData("/v1/chat/completions", 401)]
    public async Task A_client_that_waits_and_whose_body_nobody_wants_hears_the_answer_and_no_100(string path, int status)
    {
        if (path == "/x")
            Provider.Enqueue(Reply.Error(403, "No").WithoutReadingBody());
        await using var connection = await StartAsync(path, expect: true);

        Assert.Equal(status, (await connection.Reader.ReadHeadAsync(Patience.Token()))?.Status);
    }

    [Theory]
    [InlineData("/own", 200)]
    [InlineData("/short", 413)]
    [InlineData("/v1/chat/completions", 401)]
    public async Task An_answer_before_the_body_comes_whole_and_the_body_is_never_taken_for_a_request(string path, int status)
    {
        Provider.Otherwise(_ => Reply.Json("\"next\""));
        await using var connection = await StartAsync(path, expect: false);

        var answer = await (await connection.ReceiveAsync()).ReadToEndAsync();
        Assert.Equal((status, true), (answer.Status, answer.IsComplete));
        var next = await NextAsync(connection, Body);

        // It serves again after the rest of the body, or it has said that it will not.
        Assert.True(next == "\"next\"" || answer.Headers["connection"] == "close", $"{answer}\nand then: {next}");
        Assert.DoesNotContain(Provider.Requests, request => request.Target == "/smuggled");
    }

    [Fact]
    public async Task An_upstream_that_answers_without_reading_the_body_is_heard_and_the_connection_serves_again()
    {
        Provider.Enqueue(Reply.Error(403, "No").WithoutReadingBody());
        Provider.Otherwise(_ => Reply.Json("\"next\""));
        await using var connection = await StartAsync("/x", expect: false);
        await connection.SendAsync((ReadOnlyMemory<byte>)Body);

        Assert.Equal(403, (await (await connection.ReceiveAsync()).ReadToEndAsync()).Status);
        Assert.Equal("\"next\"", await NextAsync(connection, default));
    }

    private static async Task<string?> NextAsync(Connection connection, ReadOnlyMemory<byte> rest)
    {
        try
        {
            await connection.SendAsync(rest);
            await connection.SendAsync(Request.Get("/next"));
            return (await (await connection.ReceiveAsync()).ReadToEndAsync()).Text;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private Task<Connection> StartAsync(string path, bool expect)
    {
        var request = new Request("POST", path).With("content-length", $"{Length}").With("content-type", "application/json");
        return World.ClientWith(null).StartAsync(expect ? request.With("expect", "100-continue") : request);
    }
}
