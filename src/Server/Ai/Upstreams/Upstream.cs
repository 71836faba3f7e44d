using System.IO.Compression;
using System.Net.Http.Headers;
using FerroGate.Ai.Dialects;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>A live answer of a provider.</summary>
internal sealed class Upstream : IDisposable
{
    private readonly HttpResponseMessage _response;

    private Upstream(HttpResponseMessage response, Stream body)
    {
        _response = response;
        Body = body;
    }

    public int Status => (int)_response.StatusCode;

    public bool IsSuccess => _response.IsSuccessStatusCode;

    /// <summary>
    /// A status that an answer to a chat request can have: one with a body that is an answer, or an error. Redirects are not
    /// followed, and what has no body answers nothing.
    /// </summary>
    public bool HasMeaning => Status is (>= 200 and < 300 and not (204 or 205)) or (>= 400 and < 600);

    public HttpResponseHeaders Headers => _response.Headers;

    public string? ContentType => _response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : null;

    /// <summary>It is a stream of server-sent events.</summary>
    public bool IsEventStream =>
        IsSuccess && HasMeaning && ContentType is { } type && type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body, decompressed where the provider compressed it unasked.</summary>
    public Stream Body { get; private set; }

    /// <summary>How many bytes the body has; <c>null</c> where the provider does not say so, or has compressed it.</summary>
    public long? Length { get; private init; }

    /// <summary>The clock's timestamp of the moment at which it was asked for.</summary>
    public long AskedAt { get; set; }

    /// <summary>It is a stream whose first content had not come when its beginning was read.</summary>
    public bool AwaitsContent { get; set; }

    /// <summary>The whole body; <c>null</c> where it was not read yet.</summary>
    public ReadOnlyMemory<byte>? Whole { get; private set; }

    /// <summary>What a plain answer says about itself; <c>null</c> where it was not read.</summary>
    public AnswerFacts? Facts { get; set; }

    /// <summary>The answer as its provider stores it, where that was seen already.</summary>
    public StoredAnswer? Stored { get; set; }

    /// <summary>The whole body was read, and is this.</summary>
    public void Keep(ReadOnlyMemory<byte> body) => Whole = body;

    /// <summary>The provider was asked for usage that the client did not ask for.</summary>
    public required bool UsageWasInjected { get; init; }

    public static async Task<Upstream> OpenAsync(HttpResponseMessage response, bool usageWasInjected, CancellationToken cancellation)
    {
        Stream? body = null;
        try
        {
            body = await response.Content.ReadAsStreamAsync(cancellation);
            var plain = Decompress(body, response);
            return new Upstream(response, plain) { UsageWasInjected = usageWasInjected, Length = plain == body ? response.Content.Headers.ContentLength : null };
        }
        catch
        {
            body?.Dispose();
            response.Dispose();
            throw;
        }
    }

    /// <summary>Gives back the beginning of the body, which was read to see what it says.</summary>
    /// <param name="held">What was read.</param>
    /// <param name="pending">A read that runs; <c>null</c> where none does.</param>
    /// <param name="arriving">Where that puts what it reads.</param>
    public void Hold(ReadOnlyMemory<byte> held, Task<int>? pending, ReadOnlyMemory<byte> arriving) => Body = new HeldStream(Body, held, pending, arriving);

    public void Dispose()
    {
        Body.Dispose();
        _response.Dispose();
    }

    private static Stream Decompress(Stream body, HttpResponseMessage response)
    {
        if (!response.Content.Headers.NonValidated.Contains("Content-Encoding"))
            return body;

        foreach (var encoding in response.Content.Headers.ContentEncoding.Reverse())
        {
            body = encoding.ToLowerInvariant() switch
            {
                "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
                "deflate" => new ZLibStream(body, CompressionMode.Decompress),
                "br" => new BrotliStream(body, CompressionMode.Decompress),
                "identity" => body,
                _ => throw new HttpRequestException($"The provider compressed its answer with '{encoding}', which nobody asked for."),
            };
        }

        return body;
    }
}
