using FerroGate.Config.Options;

namespace FerroGate.Config.Toml;

/// <summary>Hands TOML tables to the option tables that both languages share.</summary>
internal static class TomlOptions
{
    public static IEnumerable<OptionEntry> Of(TomlTable table) => table.Entries.Select(Entry);

    public static OptionEntry Entry(TomlEntry entry) => entry.Value is TomlArray array
        ? new OptionEntry(entry.Key, entry.KeySpan, [.. array.Items.Select(Value)], EntryForm.List)
        : new OptionEntry(entry.Key, entry.KeySpan, [Value(entry.Value)], EntryForm.Single);

    private static OptionValue Value(TomlNode node) => new((node as TomlScalar)?.Text ?? "", node.Span, node.Kind);
}
