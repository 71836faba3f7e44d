using FerroGate.Config.Text;
using FerroGate.Config.Writing;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Reference;

/// <summary>Examples of the pages: written as Caddyfiles, read as every config is, and shown in TOML as that is written.</summary>
internal static class ExampleText
{
    // The names that examples use; the server knows more.
    private static readonly Vocabulary Vocabulary = new(
        [
            new ProviderKind("openai", "https://api.openai.com/v1", IsBuiltIn: false),
            new ProviderKind("openai-compatible", null, IsBuiltIn: false),
            new ProviderKind("echo", null, IsBuiltIn: true),
        ],
        [.. PlaceholderMeanings.Names.SelectMany(name => new[] { name.Short ?? name.Long, name.Long })],
        [.. PlaceholderMeanings.Families.SelectMany(family => new[] { family.Short ?? family.Long, family.Long })],
        ["chat", "streaming", "tools", "vision"]);

    /// <summary>The same config in TOML.</summary>
    /// <exception cref="InvalidOperationException">The example is wrong.</exception>
    public static string InToml(string caddyfile)
    {
        var loader = new ConfigLoader(Vocabulary, _ => "set");
        var result = loader.Parse(new SourceFile("Caddyfile", caddyfile), ConfigFormat.Caddyfile);
        return result.Config is { } config
            ? ConfigWriter.Write(config, ConfigFormat.Toml)
            : throw new InvalidOperationException(string.Concat(result.Diagnostics.Select(found => DiagnosticFormatter.Format(found))));
    }

    /// <summary>The same of some lines of a site, without the site around them.</summary>
    /// <exception cref="InvalidOperationException">The example is wrong.</exception>
    public static string OfSiteInToml(string lines)
    {
        var toml = InToml($"http://localhost:8080 {{\n{lines}\n}}");
        return toml[toml.IndexOf("[[sites.", StringComparison.Ordinal)..];
    }
}
