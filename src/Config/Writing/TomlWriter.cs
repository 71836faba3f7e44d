using System.Text;
using FerroGate.Config.Options;

namespace FerroGate.Config.Writing;

/// <summary>Writes TOML (v1.0): the values of a table first, then its tables.</summary>
internal sealed class TomlWriter
{
    private readonly StringBuilder _text = new();

    private TomlWriter()
    {
    }

    public static string Write(IReadOnlyList<OptionEntry> entries)
    {
        var writer = new TomlWriter();
        writer.Table(entries, "");
        return writer._text.ToString();
    }

    private void Table(IReadOnlyList<OptionEntry> entries, string path)
    {
        foreach (var entry in entries.Where(entry => entry.Form != EntryForm.Table))
            _text.Append(TomlText.Key(entry.Name)).Append(" = ").Append(Value(entry)).Append('\n');

        foreach (var entry in entries.Where(entry => entry.Form == EntryForm.Table))
        {
            var inner = path.Length == 0 ? TomlText.Key(entry.Name) : $"{path}.{TomlText.Key(entry.Name)}";
            if (_text.Length > 0)
                _text.Append('\n');

            _text.Append(entry.IsItem ? $"[[{inner}]]\n" : $"[{inner}]\n");
            Table(entry.Block ?? [], inner);
        }
    }

    private static string Value(OptionEntry entry) => entry.Form == EntryForm.List
        ? $"[{string.Join(", ", entry.Values.Select(Value))}]"
        : Value(entry.Values[0]);

    private static string Value(OptionValue value) => value.Kind == ValueKind.String ? TomlText.BasicString(value.Text) : value.Text;
}
