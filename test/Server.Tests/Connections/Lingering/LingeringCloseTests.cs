using System.IO.Pipelines;
using System.Text;
using FerroGate.Server.Connections.Lingering;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Connections.Lingering;

/// <summary>A connection of HTTP/2 stays for a moment after its server is done with it.</summary>
public sealed class LingeringCloseTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Pipe _fromClient = new();
    private readonly Pipe _toClient = new();

    [Fact]
    public async Task It_reads_on_until_the_client_closes()
    {
        var lingering = ServeAsync(connection => EndAsync(connection.Transport));

        await SendAsync("a request that crossed the last word");
        Assert.False(lingering.IsCompleted);
        await SendAsync("another one");
        Assert.False(lingering.IsCompleted);
        await _fromClient.Writer.CompleteAsync();

        await lingering.WaitAsync(Testing.Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task It_ends_when_the_client_does_not_close()
    {
        var lingering = ServeAsync(connection => EndAsync(connection.Transport));

        _clock.Advance(LingeringClose.Longest - TimeSpan.FromMilliseconds(1));
        Assert.False(lingering.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        await lingering.WaitAsync(Testing.Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task It_does_not_wait_where_the_client_has_closed_before()
    {
        await _fromClient.Writer.CompleteAsync();

        await ServeAsync(connection => EndAsync(connection.Transport)).WaitAsync(Testing.Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Both_directions_pass_what_they_are_given()
    {
        await SendAsync("question");
        await _fromClient.Writer.CompleteAsync();

        await ServeAsync(async connection =>
        {
            var read = await connection.Transport.Input.ReadAsync();
            await connection.Transport.Output.WriteAsync(Encoding.ASCII.GetBytes($"{Encoding.ASCII.GetString(read.Buffer)}?"));
            connection.Transport.Input.AdvanceTo(read.Buffer.End);
            await EndAsync(connection.Transport);
        });

        Assert.Equal("question?", Encoding.ASCII.GetString((await _toClient.Reader.ReadAsync(TestContext.Current.CancellationToken)).Buffer));
    }

    [Fact]
    public async Task A_server_may_stop_with_a_read_that_it_did_not_finish()
    {
        await SendAsync("half a request");

        var lingering = ServeAsync(async connection =>
        {
            await connection.Transport.Input.ReadAsync();
            await EndAsync(connection.Transport);
        });
        Assert.False(lingering.IsCompleted);
        await _fromClient.Writer.CompleteAsync();

        await lingering.WaitAsync(Testing.Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_client_that_is_gone_is_not_waited_for()
    {
        await _fromClient.Writer.CompleteAsync(new ConnectionResetException("gone"));

        await ServeAsync(connection => EndAsync(connection.Transport)).WaitAsync(Testing.Patience.Limit, TestContext.Current.CancellationToken);
    }

    // As the server does: it ends its reading and its writing.
    private static async Task EndAsync(IDuplexPipe transport)
    {
        await transport.Input.CompleteAsync();
        await transport.Output.CompleteAsync();
    }

    private Task ServeAsync(Func<ConnectionContext, Task> serve)
    {
        var connection = new DefaultConnectionContext { Transport = new Ends(_fromClient.Reader, _toClient.Writer) };
        return LingeringClose.ServeAsync(connection, serve, _clock);
    }

    private async Task SendAsync(string text) => await _fromClient.Writer.WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
