using System.IO.Pipelines;
using FerroGate.Server.Connections.Lingering;
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
            connection.Transport = new FramedTransport(new FramedReader(connection.Transport.Input, framing), connection.Transport.Output);
        }

        return next(connection);
    });
}
