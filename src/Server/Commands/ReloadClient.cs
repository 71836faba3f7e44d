using System.Buffers;
using System.Text.Json;
using FerroGate.Config;

namespace FerroGate.Server.Commands;

/// <summary>Sends a config to a running gateway, and tells what became of it.</summary>
/// <param name="link">The gateway.</param>
internal sealed class ReloadClient(AdminLink link)
{
    public async Task<int> SendAsync(string path, Terminal terminal, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte> body;
        try
        {
            body = BodyOf(path, new DiskFiles().Read(path, int.MaxValue));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return terminal.Fail(exception.Message);
        }

        return await link.PostAsync("config/reload", body, (_, answer) => Tell(answer, terminal), "whether it has reloaded, its status says.", terminal, cancellation);
    }

    private int Tell(JsonElement answer, Terminal terminal)
    {
        var committed = answer.GetProperty("committed").GetBoolean();
        terminal.Output.WriteLine(
            $"{(committed ? "reload OK" : "reload rejected")}: admin={link.Url.Authority}, valid={(answer.GetProperty("valid").GetBoolean() ? "true" : "false")}, "
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
}
