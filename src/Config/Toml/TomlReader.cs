using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
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

        var entry = new OptionEntry("config", root.Span, [], EntryForm.Table) { Block = TomlEntries.Of(root), IsWhole = true };
        var config = GatewayShape.Shape.Read(new GatewayConfig(), entry, context) ?? new GatewayConfig();

        // Who says nothing of sites means the AI gateway at its usual place.
        return context.Listen.IsWritten || root.Find("sites") is null
            ? config with { Sites = [context.Listen.ToSite(root.Span, context), .. config.Sites] }
            : config;
    }
}
