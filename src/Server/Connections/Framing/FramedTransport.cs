using System.IO.Pipelines;
using FerroGate.Server.Connections.Lingering;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FerroGate.Server.Connections.Framing;

/// <summary>Puts <see cref="FramedReader"/> between a connection and the server.</summary>
internal sealed class FramedTransport(PipeReader input, PipeWriter output) : IDuplexPipe
{
    public PipeReader Input => input;

    public PipeWriter Output => output;

    /// <summary>Has every connection of HTTP/1 read through it; HTTP/2 says the length of everything by itself.</summary>
    public static void Use(ListenOptions options) => options.Use(next => connection =>
    {
        if (!LingeringClose.IsHttp2(connection))
        {
            var framing = new RequestFraming();
            connection.Features.Set(framing);
            HideHalfClose(connection, framing);
            connection.Transport = new FramedTransport(new FramedReader(connection.Transport.Input, framing), connection.Transport.Output);
        }

        return next(connection);
    });

    // To the server a client that sends no more has left, and gets no more. What is no HTTP any more may end in one direction only.
    private static void HideHalfClose(ConnectionContext connection, RequestFraming framing)
    {
        var closed = new CancellationTokenSource();
        connection.ConnectionClosed.UnsafeRegister(
            _ =>
            {
                if (!framing.IsChanging)
                    closed.Cancel();
            },
            null);
        connection.ConnectionClosed = closed.Token;
    }
}
