using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace FerroGate.Server.Commands;

/// <summary>Asks a running gateway something, as the holder of one of its keys.</summary>
/// <param name="url">Where its admin API is.</param>
/// <param name="token">A key of it.</param>
internal sealed class AdminLink(Uri url, string token)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public Uri Url => url;

    /// <summary>Posts JSON, and has the answer told where it is a success; everything else it tells itself.</summary>
    /// <param name="path">The path behind <c>/admin/v1/</c>.</param>
    /// <param name="body">What is sent.</param>
    /// <param name="tell">Tells a success, and says how the command ends.</param>
    /// <param name="unsure">Where one sees whether it was done when no answer has come.</param>
    /// <param name="terminal">Where it is told.</param>
    /// <param name="cancellation">Nobody waits any more.</param>
    public async Task<int> PostAsync(
        string path, ReadOnlyMemory<byte> body, Func<HttpStatusCode, JsonElement, int> tell, string unsure, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            // No redirect is followed and no proxy asked: the key is for this address.
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false }) { Timeout = Patience };
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/admin/v1/{path}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var response = await client.SendAsync(request, cancellation);
            var answer = await response.Content.ReadAsByteArrayAsync(cancellation);
            return response.IsSuccessStatusCode
                ? tell(response.StatusCode, JsonElement.Parse(answer))
                : terminal.Fail($"{url} answered {(int)response.StatusCode}: {DetailOf(answer)}");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            return terminal.Fail($"{url} cannot be asked: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return terminal.Fail($"{url} did not answer within {Patience.TotalSeconds:0} s; {unsure}");
        }
    }

    private static string DetailOf(byte[] answer)
    {
        try
        {
            return JsonElement.Parse(answer).TryGetProperty("detail", out var detail) ? detail.ToString() : "that is not the admin API of a gateway.";
        }
        catch (JsonException)
        {
            return "that is not the admin API of a gateway.";
        }
    }
}
