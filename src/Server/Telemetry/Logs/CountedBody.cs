using System.IO.Pipelines;
using FerroGate.Server.Sites;
using FerroGate.Server.Telemetry.Bodies;
using Microsoft.AspNetCore.Http.Features;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>A response body that knows how long it has become, for the access log, and how it begins where the request record has that.</summary>
internal sealed class CountedBody(IHttpResponseBodyFeature inner) : WriteOnlyStream, IHttpResponseBodyFeature
{
    private CountedWriter? _writer;
    private BodyCopy? _copy;
    private long _length;

    /// <summary>The bytes of the body so far, as the client gets them.</summary>
    public long Count => _length + (_writer?.Count ?? 0);

    /// <summary>So many bytes have gone to the client past it.</summary>
    public void Add(int count) => Interlocked.Add(ref _length, count);

    /// <summary>Keeps the beginning of what is written from now on.</summary>
    public BodyCopy? Copy
    {
        get => _copy;
        set
        {
            _copy = value;
            _writer?.Copy = value;
        }
    }

    Stream IHttpResponseBodyFeature.Stream => this;

    PipeWriter IHttpResponseBodyFeature.Writer => _writer ??= new CountedWriter(inner.Writer) { Copy = _copy };

    void IHttpResponseBodyFeature.DisableBuffering() => inner.DisableBuffering();

    Task IHttpResponseBodyFeature.StartAsync(CancellationToken cancellationToken) => inner.StartAsync(cancellationToken);

    Task IHttpResponseBodyFeature.CompleteAsync() => inner.CompleteAsync();

    Task IHttpResponseBodyFeature.SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken)
    {
        _length += count ?? new FileInfo(path).Length - offset;
        return inner.SendFileAsync(path, offset, count, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _length += buffer.Length;
        _copy?.Add(buffer.Span);
        return inner.Stream.WriteAsync(buffer, cancellationToken);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        _length += count;
        _copy?.Add(buffer.AsSpan(offset, count));
        inner.Stream.Write(buffer, offset, count);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.Stream.FlushAsync(cancellationToken);

    public override void Flush() => inner.Stream.Flush();
}
