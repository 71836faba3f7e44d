using System.IO.Pipelines;
using FerroGate.Server.Sites.Requests;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace FerroGate.Server.Sites.Compression;

/// <summary>
/// A response body that decides at its first byte, when the headers are known, whether it is compressed. Until then nothing is
/// flushed, because that would send the headers.
/// </summary>
internal sealed class EncodedBody(SiteRequest request, IHttpResponseBodyFeature inner, EncodeSettings settings, EncodeFormat format)
    : WriteOnlyStream, IHttpResponseBodyFeature
{
    private readonly IHttpResponseBodyFeature _inner = inner;
    private readonly AbandonableOutput _output = new(inner.Stream);
    private Stream? _compressor;
    private PipeWriter? _writer;
    private bool _decided;

    /// <summary>The client asked whether a compressed answer that it has is still the newest.</summary>
    public bool ClientHasOurs { get; init; }

    Stream IHttpResponseBodyFeature.Stream => this;

    PipeWriter IHttpResponseBodyFeature.Writer => _writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    private Stream Target => _compressor ?? _inner.Stream;

    public static bool ForbidsChange(IHeaderDictionary headers) =>
        headers.CacheControl.ToString().Contains("no-transform", StringComparison.OrdinalIgnoreCase);

    /// <summary>Leaves the answer of this request as it is, whatever directive asked for compression.</summary>
    public static void StandAside(HttpContext http)
    {
        for (var body = http.Features.Get<IHttpResponseBodyFeature>() as EncodedBody; body is not null; body = body._inner as EncodedBody)
            body._decided = true;
    }

    void IHttpResponseBodyFeature.DisableBuffering() => _inner.DisableBuffering();

    Task IHttpResponseBodyFeature.StartAsync(CancellationToken cancellationToken) =>
        _decided ? _inner.StartAsync(cancellationToken) : Task.CompletedTask;

    Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken)
    {
        Decide(count ?? new FileInfo(path).Length - offset);
        return _compressor is null
            ? _inner.SendFileAsync(path, offset, count, cancellationToken)
            : SendFileFallback.SendFileAsync(_compressor, path, offset, count, cancellationToken);
    }

    async Task IHttpResponseBodyFeature.CompleteAsync()
    {
        await FinishAsync();
        await _inner.CompleteAsync();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return;

        Decide(buffer.Length);
        await Target.WriteAsync(buffer, cancellationToken);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (count == 0)
            return;

        Decide(count);
        Target.Write(buffer, offset, count);
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (!_decided)
            return;

        if (_compressor is not null)
            await _compressor.FlushAsync(cancellationToken);
        await _inner.Stream.FlushAsync(cancellationToken);
    }

    public override void Flush()
    {
        if (!_decided)
            return;

        _compressor?.Flush();
        _inner.Stream.Flush();
    }

    /// <summary>Writes what is left, and the end of the compressed data.</summary>
    public async Task FinishAsync()
    {
        if (_writer is not null)
            await _writer.CompleteAsync();
        if (!_decided && !request.Response.HasStarted && request.Response.StatusCode == StatusCodes.Status304NotModified)
        {
            AddVary();

            // The answer that the client has is the compressed one.
            if (ClientHasOurs)
                format.Tag(request.Response.Headers);
        }

        // A body that HEAD is not sent has the headers that it would have.
        if (HttpMethods.IsHead(request.OriginalMethod))
            Decide(0);

        _decided = true;
        if (_compressor is not null)
            await _compressor.DisposeAsync();
        _compressor = null;
    }

    /// <summary>Frees the compressor, and writes no end.</summary>
    public void Abandon()
    {
        _output.Abandon();
        _compressor?.Dispose();
        _compressor = null;
    }

    private void Decide(long firstLength)
    {
        if (_decided)
            return;

        _decided = true;
        if (!request.Response.HasStarted && Math.Max(firstLength, request.Response.ContentLength ?? 0) > settings.MinimumLength && IsCompressible())
            Begin();
    }

    private bool IsCompressible()
    {
        var headers = request.Response.Headers;
        return request.Response.StatusCode is >= 200 and not (StatusCodes.Status204NoContent or StatusCodes.Status206PartialContent or StatusCodes.Status304NotModified)
            && headers.ContentRange.Count == 0
            && headers.ContentEncoding.Count == 0
            && !ForbidsChange(headers)
            && settings.Matches(request);
    }

    private void Begin()
    {
        var headers = request.Response.Headers;
        headers.ContentLength = null;
        headers.ContentEncoding = format.Name;
        headers.Remove(HeaderNames.AcceptRanges);
        headers.Remove(HeaderNames.ContentMD5);
        AddVary();
        format.Tag(headers);
        if (!HttpMethods.IsHead(request.OriginalMethod))
            _compressor = format.Compress(_output);
    }

    private void AddVary()
    {
        var vary = request.Response.Headers.Vary;
        if (!vary.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(HeaderNames.AcceptEncoding, StringComparer.OrdinalIgnoreCase))
            request.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
    }
}
