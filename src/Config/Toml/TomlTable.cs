using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary>A table; its entries keep the order in which they were written.</summary>
internal sealed record TomlTable(SourceSpan Span) : TomlNode(Span)
{
    private readonly Dictionary<string, TomlEntry> _byKey = new(StringComparer.Ordinal);

    public required TableOrigin Origin { get; set; }

    public List<TomlEntry> Entries { get; } = [];

    public override ValueKind Kind => ValueKind.Table;

    public TomlNode? Find(string key) => _byKey.GetValueOrDefault(key)?.Value;

    /// <summary><c>false</c> when the key is there already.</summary>
    public bool TryAdd(TomlEntry entry)
    {
        if (!_byKey.TryAdd(entry.Key, entry))
            return false;

        Entries.Add(entry);
        return true;
    }
}
