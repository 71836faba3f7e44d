using System.Text.Json.Serialization;

namespace FerroGate.Admin.Configs;

/// <summary>The body of a request about a config; one of the three sources is named.</summary>
/// <param name="ConfigToml">A config in TOML.</param>
/// <param name="ConfigCaddyfile">A config as a Caddyfile.</param>
/// <param name="Filename">What the text is called in messages.</param>
/// <param name="Source"><c>file</c>: the config file of the process.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ConfigRequest(string? ConfigToml = null, string? ConfigCaddyfile = null, string? Filename = null, string? Source = null)
{
    private const string File = "file";

    /// <summary>What is asked about, or a sentence about what is wrong with the request.</summary>
    public (ConfigSource? Source, string? Error) Read()
    {
        if (Source is not (null or File))
            return (null, $"There is no source '{Source}'; 'file' is the config file of the process.");

        return (ConfigToml, ConfigCaddyfile, Source) switch
        {
            ({ } text, null, null) => (new ConfigSource(text, ConfigLanguage.Toml, Filename), null),
            (null, { } text, null) => (new ConfigSource(text, ConfigLanguage.Caddyfile, Filename), null),
            (null, null, File) when Filename is null => (ConfigSource.File, null),
            (null, null, File) => (null, "'filename' belongs to a text; with 'source' the file is that of the process."),
            _ => (null, "Give exactly one of 'config_toml', 'config_caddyfile' and 'source'."),
        };
    }
}
