namespace FerroGate.Testing.Http;

/// <summary>Asks one host, each time over a connection of its own, and gives the exact bytes that came back.</summary>
public sealed class Client(Uri host, string? key = null)
{
    public Uri Host => host;

    public Task<Answer> GetAsync(string target) => SendAsync(Request.Get(target));

    /// <summary>Posts a chat completion.</summary>
    public Task<Answer> ChatAsync(string body) => SendAsync(Request.Chat(body));

    public async Task<Answer> SendAsync(Request request)
    {
        await using var connection = await Connection.OpenAsync(host);
        var sent = connection.SendAsync(Signed(request));
        var answer = await connection.ReceiveAsync();
        var whole = await answer.ReadToEndAsync();
        try
        {
            await sent;
        }
        catch (IOException)
        {
            // Answered before all of it was read, and closed: what counts is the answer.
        }

        return whole;
    }

    /// <summary>Sends the request and leaves the answer, and the connection, to the test.</summary>
    public async Task<Connection> StartAsync(Request request)
    {
        var connection = await Connection.OpenAsync(host);
        await connection.SendAsync(Signed(request));
        return connection;
    }

    private Request Signed(Request request) =>
        key is null || request.Headers.Any(line => line.Key.Equals("authorization", StringComparison.OrdinalIgnoreCase))
            ? request
            : request.As(key);
}
