using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace FerroGate.Server.Sites.Compression;

/// <summary>
/// A response body that decides at its first byte, when the headers are known, whether it is compressed. Until then nothing is
/// flushed, because that would send the headers.
/// </summary>
internal sealed class EncodedBody(HttpContext http, IHttpResponseBodyFeature inner, EncodeSettings settings, EncodeFormat format)
    : WriteOnlyStream, IHttpResponseBodyFeature
{
    private readonly AbandonableOutput _output = new(inner.Stream);
    private Stream? _compressor;
    private PipeWriter? _writer;
    private bool _decided;

    /// <summary>The client asked whether a compressed answer that it has is still the newest.</summary>
    public bool ClientHasOurs { get; init; }

    Stream IHttpResponseBodyFeature.Stream => this;

    PipeWriter IHttpResponseBodyFeature.Writer => _writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    private Stream Target => _compressor ?? inner.Stream;

    public static bool ForbidsChange(IHeaderDictionary headers) =>
        headers.CacheControl.ToString().Contains("no-transform", StringComparison.OrdinalIgnoreCase);

    void IHttpResponseBodyFeature.DisableBuffering() => inner.DisableBuffering();

    Task IHttpResponseBodyFeature.StartAsync(CancellationToken cancellationToken) =>
        _decided ? inner.StartAsync(cancellationToken) : Task.CompletedTask;

    Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken)
    {
        Decide(count ?? new FileInfo(path).Length - offset);
        return _compressor is null
            ? inner.SendFileAsync(path, offset, count, cancellationToken)
            : SendFileFallback.SendFileAsync(_compressor, path, offset, count, cancellationToken);
    }

    async Task IHttpResponseBodyFeature.CompleteAsync()
    {
        await FinishAsync();
        await inner.CompleteAsync();
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
        await inner.Stream.FlushAsync(cancellationToken);
    }

    public override void Flush()
    {
        if (!_decided)
            return;

        _compressor?.Flush();
        inner.Stream.Flush();
    }

    /// <summary>Writes what is left, and the end of the compressed data.</summary>
    public async Task FinishAsync()
    {
        if (_writer is not null)
            await _writer.CompleteAsync();
        if (!_decided && !http.Response.HasStarted && http.Response.StatusCode == StatusCodes.Status304NotModified)
        {
            AddVary();

            // The answer that the client has is the compressed one.
            if (ClientHasOurs)
                format.Tag(http.Response.Headers);
        }

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
        if (!http.Response.HasStarted && Math.Max(firstLength, http.Response.ContentLength ?? 0) > settings.MinimumLength && IsCompressible())
            Begin();
    }

    private bool IsCompressible()
    {
        var headers = http.Response.Headers;
        return !HttpMethods.IsHead(http.Request.Method)
            && http.Response.StatusCode is >= 200 and not (StatusCodes.Status204NoContent or StatusCodes.Status206PartialContent or StatusCodes.Status304NotModified)
            && headers.ContentRange.Count == 0
            && headers.ContentEncoding.Count == 0
            && !ForbidsChange(headers)
            && settings.Matches(http.Response);
    }

    private void Begin()
    {
        var headers = http.Response.Headers;
        headers.ContentLength = null;
        headers.ContentEncoding = format.Name;
        headers.Remove(HeaderNames.AcceptRanges);
        headers.Remove(HeaderNames.ContentMD5);
        AddVary();
        format.Tag(headers);
        _compressor = format.Compress(_output);
    }

    private void AddVary()
    {
        var vary = http.Response.Headers.Vary;
        if (!vary.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(HeaderNames.AcceptEncoding, StringComparer.OrdinalIgnoreCase))
            http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
    }
}
