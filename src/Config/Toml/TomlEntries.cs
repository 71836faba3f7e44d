using FerroGate.Config.Options;

namespace FerroGate.Config.Toml;

/// <summary>Hands TOML tables to the shapes that both languages share.</summary>
internal static class TomlEntries
{
    public static IReadOnlyList<OptionEntry> Of(TomlTable table) => [.. table.Entries.SelectMany(Of)];

    // An array of tables is so many entries of one name.
    private static IEnumerable<OptionEntry> Of(TomlEntry entry) => entry.Value switch
    {
        TomlTable table => [OfTable(entry, table)],
        TomlArray array when array.Items.Exists(item => item is TomlTable) => array.Items.Select(item => item is TomlTable table
            ? OfTable(entry, table) with { NameSpan = table.Span }
            : new OptionEntry(entry.Key, entry.KeySpan, [Value(item)], EntryForm.List)),
        TomlArray array => [new OptionEntry(entry.Key, entry.KeySpan, [.. array.Items.Select(Value)], EntryForm.List)],
        var value => [new OptionEntry(entry.Key, entry.KeySpan, [Value(value)], EntryForm.Single)],
    };

    private static OptionEntry OfTable(TomlEntry entry, TomlTable table) =>
        new(entry.Key, entry.KeySpan, [], EntryForm.Table) { Block = Of(table) };

    private static OptionValue Value(TomlNode node) => new((node as TomlScalar)?.Text ?? "", node.Span, node.Kind);
}
