using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary>Reads a TOML config.</summary>
internal static class TomlReader
{
    /// <summary>The config, or <c>null</c> when the text is not TOML.</summary>
    public static GatewayConfig? Read(SourceFile file, ConfigContext context)
    {
        if (TomlTree.Read(file, context.Diagnostics) is not { } root)
            return null;

        var config = new GatewayConfig();
        if (root.Find("listen") is null)
            config = config with { Sites = [ListenKey.Default(root.Span)] };

        foreach (var entry in root.Entries)
        {
            var key = TomlKeyTable.All.FirstOrDefault(known => known.Name == entry.Key);
            if (key is null)
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.UnknownOption,
                    entry.KeySpan,
                    $"there is no setting `{entry.Key}`",
                    NearestName.Hint(entry.Key, TomlKeyTable.All.Select(known => known.Name)));
            }
            else if (key.Read is not { } read)
            {
                context.Diagnostics.NotSupported(entry.KeySpan, $"`{entry.Key}`");
            }
            else
            {
                config = read(config, entry, context);
            }
        }

        return config;
    }
}
