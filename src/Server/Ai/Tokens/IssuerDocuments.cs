using System.Text.Json;
using FerroGate.Core.Tokens;

namespace FerroGate.Server.Ai.Tokens;

/// <summary>
/// Gets what issuers publish: their keys, and where those are (OpenID Connect Discovery 1.0). Redirects are not followed, and no document
/// is larger than a mebibyte.
/// </summary>
internal sealed class IssuerDocuments : IDisposable
{
    private const int MostBytes = 1024 * 1024;

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    public void Dispose() => _client.Dispose();

    /// <summary>The key set of an issuer.</summary>
    /// <exception cref="InvalidDataException">What it publishes cannot be used; the message says why.</exception>
    /// <exception cref="HttpRequestException">It cannot be reached.</exception>
    public async Task<byte[]> KeysOfAsync(string issuer, Uri? keysUrl, CancellationToken cancellation) =>
        await GetAsync(keysUrl ?? await FindKeysAsync(issuer, cancellation), cancellation);

    private async Task<Uri> FindKeysAsync(string issuer, CancellationToken cancellation)
    {
        var discovery = new Uri(issuer.TrimEnd('/') + "/.well-known/openid-configuration");
        JsonElement found;
        try
        {
            found = JsonElement.Parse(await GetAsync(discovery, cancellation));
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{discovery} is no JSON", exception);
        }

        if (found.ValueKind != JsonValueKind.Object || SignedToken.Text(found, "issuer") != issuer)
            throw new InvalidDataException($"{discovery} speaks of another issuer");

        return Uri.TryCreate(SignedToken.Text(found, "jwks_uri"), UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback && discovery.IsLoopback))
                ? url
                : throw new InvalidDataException($"{discovery} names no https URL in jwks_uri");
    }

    private async Task<byte[]> GetAsync(Uri url, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        using var answer = await _client.SendAsync(request, cancellation);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidDataException($"{url} answered {(int)answer.StatusCode}");

        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            read.Write(buffer, 0, count);
            if (read.Length > MostBytes)
                throw new InvalidDataException($"{url} sent more than {MostBytes} bytes");
        }

        return read.ToArray();
    }
}
