using System.Net;
using FerroGate.Ai.Splicing;

namespace FerroGate.Server.Ai.Bodies;

/// <summary>Sends a spliced body, and keeps the client's bytes alive for as long as it does.</summary>
internal sealed class SplicedContent : HttpContent
{
    private readonly RequestBody _source;
    private readonly SplicedBody _body;

    public SplicedContent(RequestBody source, SplicedBody body)
    {
        _source = source;
        _body = body;
        Headers.ContentType = new("application/json");
    }

    /// <summary>Something of it may have reached the provider.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>All of it may have reached the provider, so that it may do what it is asked for.</summary>
    public bool WasSent { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        HasStarted = true;
        ObjectDisposedException.ThrowIf(!_source.TryUse(), _source);
        try
        {
            await _body.WriteToAsync(stream, cancellationToken);
            WasSent = true;
        }
        finally
        {
            _source.Release();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
