using System.IO.Pipelines;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Exchange;
using FerroGate.Server.Sites.Requests;
using Microsoft.AspNetCore.Http.Features;

namespace FerroGate.Server.Sites.Intercepts;

/// <summary>
/// A response body that decides at its first byte, when status and headers are known, whether the answer goes to the client or is
/// taken away.
/// </summary>
internal sealed class InterceptedBody(SiteRequest request, IHttpResponseBodyFeature inner, IReadOnlyList<ResponseRoute> routes)
    : WriteOnlyStream, IHttpResponseBodyFeature
{
    private PipeWriter? _writer;
    private bool _decided;

    /// <summary>What answers in its place; <c>null</c> where the answer has gone to the client.</summary>
    public ResponseRoute? Route { get; private set; }

    Stream IHttpResponseBodyFeature.Stream => this;

    PipeWriter IHttpResponseBodyFeature.Writer => _writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    void IHttpResponseBodyFeature.DisableBuffering() => inner.DisableBuffering();

    Task IHttpResponseBodyFeature.StartAsync(CancellationToken cancellationToken) =>
        IsTaken() ? Task.CompletedTask : inner.StartAsync(cancellationToken);

    Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken) =>
        IsTaken() ? Task.CompletedTask : inner.SendFileAsync(path, offset, count, cancellationToken);

    async Task IHttpResponseBodyFeature.CompleteAsync()
    {
        await FinishAsync();
        if (Route is null)
            await inner.CompleteAsync();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        IsTaken() ? ValueTask.CompletedTask : inner.Stream.WriteAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (!IsTaken())
            inner.Stream.Write(buffer, offset, count);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        IsTaken() ? Task.CompletedTask : inner.Stream.FlushAsync(cancellationToken);

    public override void Flush()
    {
        if (!IsTaken())
            inner.Stream.Flush();
    }

    /// <summary>Nothing more comes of the answer; one without a body is decided on here.</summary>
    public async Task FinishAsync()
    {
        _ = IsTaken();
        if (_writer is not null)
            await _writer.CompleteAsync();
    }

    private bool IsTaken()
    {
        if (!_decided)
        {
            _decided = true;
            var route = routes.FirstOrDefault(known => known.When?.Matches(request) != false);
            if (route is { Handle: not null })
                Route = route;
            else if (route?.Status?.Of(request) is { } status)
                request.Response.SetStatus(status);
        }

        return Route is not null;
    }
}
