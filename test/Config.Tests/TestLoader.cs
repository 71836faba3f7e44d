using FerroGate.Config.Text;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Tests;

/// <summary>A loader with the names that the gateway knows and an environment that every test knows.</summary>
internal static class TestLoader
{
    public static readonly Vocabulary Vocabulary = new(
        [
            new ProviderKind("openai", "https://api.openai.com/v1", IsBuiltIn: false),
            new ProviderKind("openai-compatible", null, IsBuiltIn: false),
            new ProviderKind("echo", null, IsBuiltIn: true),
        ],
        ["host", "path", "query", "remote_host", "uri", "http.request.host"],
        ["header.", "vars.", "re.", "http.regexp.", "http.error.", "http.request.header."],
        ["chat", "streaming", "tools", "vision", "embeddings"]);

    private static readonly Dictionary<string, string> Variables = new()
    {
        ["FERROGATE_DEV_KEY"] = "fg-development",
        ["OPENAI_API_KEY"] = "sk-provider",
        ["SAME_AS_DEV"] = "dev-secret",
        ["EMPTY"] = "",
        ["PORT"] = "9000",
        ["SITE"] = ":8080 http://localhost:8081",
        ["LINE_END"] = "secret\n",
    };

    public static ConfigLoader Loader { get; } = new(Vocabulary, Variables.GetValueOrDefault);

    public static ConfigResult Parse(string text, ConfigFormat format, IConfigFiles? files = null) =>
        Loader.Parse(new SourceFile(format == ConfigFormat.Toml ? "ferrogate.toml" : "Caddyfile", text), format, files);
}
