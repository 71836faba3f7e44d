using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace FerroGate.Server.Connections.Lingering;

/// <summary>
/// Leaves a connection of HTTP/2 open for a moment after its server has said GOAWAY and is done with it. A request may have crossed
/// that word on its way: only who reads it before the connection is gone knows that the request was not served and may be sent
/// again (RFC 9113, section 6.8).
/// </summary>
internal static class LingeringClose
{
    /// <summary>How long clients have to close by themselves.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>Has every connection of HTTP/2 that TLS has agreed on linger.</summary>
    public static void Use(ListenOptions options, TimeProvider clock) =>
        options.Use(next => connection => IsHttp2(connection) ? ServeAsync(connection, next.Invoke, clock) : next(connection));

    /// <summary>Whether TLS has agreed on HTTP/2.</summary>
    public static bool IsHttp2(ConnectionContext connection) =>
        connection.Features.Get<ITlsApplicationProtocolFeature>() is { } tls && tls.ApplicationProtocol.Span.SequenceEqual("h2"u8);

    /// <summary>Has a connection served; then reads what still comes, until the client closes.</summary>
    public static async Task ServeAsync(ConnectionContext connection, Func<ConnectionContext, Task> serve, TimeProvider clock)
    {
        var transport = connection.Transport;
        connection.Transport = new LingeringTransport(transport);
        await serve(connection);
        using var limit = new CancellationTokenSource(Longest, clock);
        try
        {
            while (await transport.Input.ReadAsync(limit.Token) is { IsCompleted: false } read)
                transport.Input.AdvanceTo(read.Buffer.End);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // It has lasted long enough, or there is nobody any more.
        }
    }
}
