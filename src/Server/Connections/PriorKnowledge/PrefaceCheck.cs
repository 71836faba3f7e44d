using System.Buffers;
using System.IO.Pipelines;
using FerroGate.Server.Connections.Lingering;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FerroGate.Server.Connections.PriorKnowledge;

/// <summary>
/// Looks at the first bytes of a connection without TLS: those that begin with the preface of HTTP/2 (RFC 9113, section 3.4) are
/// served as such, and all others as HTTP/1.
/// </summary>
/// <param name="listener">Serves the former.</param>
/// <param name="settings">
/// How connections are served: whether such are at all, and how long one may be silent at first. The server begins to count after
/// that.
/// </param>
/// <param name="clock">The clock.</param>
internal sealed class PrefaceCheck(PriorKnowledgeListener listener, Func<ServerSettings> settings, TimeProvider clock)
{
    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Has every connection looked at.</summary>
    public void Use(ListenOptions options) => options.Use(next => async connection =>
    {
        var server = settings();
        switch (server.SpeaksHttp2Cleartext ? await HasPrefaceAsync(connection, server.Idle) : false)
        {
            case true:
                await LingeringClose.ServeAsync(connection, listener.ServeAsync, clock);
                break;
            case false:
                await next(connection);
                break;
        }
    });

    // `null` where too little comes to know.
    private async Task<bool?> HasPrefaceAsync(ConnectionContext connection, TimeSpan patience)
    {
        using var late = new CancellationTokenSource(patience, clock);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(
            late.Token, connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None);
        try
        {
            return await HasPrefaceAsync(connection.Transport.Input, over.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return null;
        }
    }

    private static async Task<bool?> HasPrefaceAsync(PipeReader input, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellation);
            var length = (int)Math.Min(read.Buffer.Length, Preface.Length);
            var isEqual = read.Buffer.Slice(0, length).ToArray().AsSpan().SequenceEqual(Preface[..length]);
            var isKnown = !isEqual || length == Preface.Length || read.IsCompleted;

            // Whoever serves it reads the same bytes again, at once.
            input.AdvanceTo(read.Buffer.Start, isKnown ? read.Buffer.Start : read.Buffer.End);
            if (isKnown)
                return isEqual && length == Preface.Length;
        }
    }
}
