using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using FerroGate.Config;

namespace FerroGate.Server.Commands;

/// <summary>Sends a config to a running gateway, and tells what became of it.</summary>
/// <param name="url">Where its admin API is.</param>
/// <param name="token">A key of it.</param>
internal sealed class ReloadClient(Uri url, string token)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<int> SendAsync(string path, Terminal terminal, CancellationToken cancellation)
    {
        try
        {
            var body = BodyOf(path, new DiskFiles().Read(path, int.MaxValue));
            return await SendAsync(body, terminal, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return terminal.Fail(exception.Message);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            return terminal.Fail($"{url} cannot be asked: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return terminal.Fail($"{url} did not answer within {Patience.TotalSeconds:0} s; whether it has reloaded, its status says.");
        }
    }

    private async Task<int> SendAsync(ReadOnlyMemory<byte> body, Terminal terminal, CancellationToken cancellation)
    {
        // No redirect is followed and no proxy asked: the key is for this address.
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false }) { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/admin/v1/config/reload");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await client.SendAsync(request, cancellation);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellation);
        return response.StatusCode == HttpStatusCode.OK
            ? Tell(JsonElement.Parse(answer), terminal)
            : terminal.Fail($"{url} answered {(int)response.StatusCode}: {DetailOf(answer)}");
    }

    private int Tell(JsonElement answer, Terminal terminal)
    {
        var committed = answer.GetProperty("committed").GetBoolean();
        terminal.Output.WriteLine(
            $"{(committed ? "reload OK" : "reload rejected")}: admin={url.Authority}, valid={(answer.GetProperty("valid").GetBoolean() ? "true" : "false")}, "
            + $"committed={(committed ? "true" : "false")}, mode={TextOf(answer, "mode") ?? "none"}, "
            + $"active_snapshot={TextOf(answer, "active_snapshot")}, candidate_snapshot={TextOf(answer, "candidate_snapshot") ?? "none"}");
        return committed ? ExitCode.Ok : terminal.Fail($"nothing has changed: {TextOf(answer, "error")}");
    }

    private static ReadOnlyMemory<byte> BodyOf(string path, string text)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString(ConfigLoader.FormatOf(path) == ConfigFormat.Toml ? "config_toml" : "config_caddyfile", text);
        json.WriteString("filename", Path.GetFileName(path));
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private static string? TextOf(JsonElement json, string name) => json.GetProperty(name).GetString();

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
