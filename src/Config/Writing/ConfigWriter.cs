using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Writing;

/// <summary>Writes a config in one of its languages: read again, it is the same config.</summary>
public static class ConfigWriter
{
    private const string AiGateway = "ai_gateway";

    /// <summary>The config as text; secrets stand in it as they were given.</summary>
    /// <exception cref="UnwritableConfigException">It holds a text that the language cannot say.</exception>
    public static string Write(GatewayConfig config, ConfigFormat format) => format == ConfigFormat.Toml
        ? TomlWriter.Write(Entries(config, ConfigFormat.Toml))
        : CaddyfileWriter.Write(CaddyfileLines(config));

    /// <summary>The config as JSON, with the keys of TOML; no secret stands in it.</summary>
    /// <param name="config">The config.</param>
    /// <param name="indented">On several lines, for people.</param>
    public static string WriteJson(GatewayConfig config, bool indented = true) =>
        JsonConfigWriter.Write(Entries(config, ConfigFormat.Toml), indented);

    private static List<OptionEntry> Entries(GatewayConfig config, ConfigFormat format) => GatewayShape.Shape.Write(config, format);

    private static List<OptionEntry> CaddyfileLines(GatewayConfig config)
    {
        var global = Entries(config, ConfigFormat.Caddyfile);
        List<OptionEntry> sites = [.. config.Sites.Select(SiteEntry)];

        // Where a site has an AI gateway, its block is where people look for what belongs to it.
        if (global.Find(entry => entry.Name == AiGateway) is { Block: { } parts } own && TryPlace(sites, parts, out var placed))
        {
            global.Remove(own);
            sites = placed;
        }

        return global.Count > 0
            ? [new OptionEntry(CaddyfileWriter.NoName, default, [], EntryForm.Words) { Block = global }, .. sites]
            : sites;
    }

    private static OptionEntry SiteEntry(SiteConfig site)
    {
        var entry = SiteShape.Shape.WriteEntry("", site, ConfigFormat.Caddyfile);
        List<string> addresses = [.. site.Addresses.Select(address => SiteShape.Address.Write(address.Value))];
        return entry with
        {
            Name = addresses.Count > 1 ? $"{addresses[0]}," : addresses[0],
            Values = [.. addresses.Skip(1).Select((text, i) => new OptionValue(i < addresses.Count - 2 ? $"{text}," : text, default, ValueKind.Word))],
            Block = entry.Block ?? [],
        };
    }

    private static bool TryPlace(List<OptionEntry> sites, IReadOnlyList<OptionEntry> parts, out List<OptionEntry> placed)
    {
        placed = [.. sites];
        for (var i = 0; i < placed.Count; i++)
        {
            if (placed[i].Block!.FirstOrDefault(entry => entry.Name == AiGateway) is { } gateway)
            {
                placed[i] = placed[i] with { Block = [.. placed[i].Block!.Select(entry => entry == gateway ? entry with { Block = parts } : entry)] };
                return true;
            }
        }

        return false;
    }
}
