using System.Text;
using FerroGate.Config.Options;

namespace FerroGate.Config.Writing;

/// <summary>Writes lines and blocks of a Caddyfile, indented with tabs as <c>ferrogate fmt</c> does.</summary>
internal sealed class CaddyfileWriter
{
    /// <summary>The name of the block of global options, which has none.</summary>
    public const string NoName = "";

    private readonly StringBuilder _text = new();

    private CaddyfileWriter()
    {
    }

    public static string Write(IReadOnlyList<OptionEntry> entries)
    {
        var writer = new CaddyfileWriter();
        for (var i = 0; i < entries.Count; i++)
        {
            if (i > 0)
                writer._text.Append('\n');

            writer.Line(entries[i], 0);
        }

        return writer._text.ToString();
    }

    private void Line(OptionEntry entry, int depth)
    {
        _text.Append('\t', depth);
        if (entry.Name != NoName || entry.Form != EntryForm.Words || entry.Block is null)
            _text.Append(Name(entry));

        foreach (var value in entry.Values)
            _text.Append(' ').Append(CaddyfileWord.Write(value.Text));

        if (entry.Block is { } block)
        {
            _text.Append(_text.Length > 0 && _text[^1] is not ('\n' or '\t') ? " {\n" : "{\n");
            foreach (var inner in block)
                Line(inner, depth + 1);

            _text.Append('\t', depth).Append('}');
        }

        _text.Append('\n');
    }

    private static string Name(OptionEntry entry) => entry.IsQuoted ? CaddyfileWord.WriteQuoted(entry.Name) : CaddyfileWord.Write(entry.Name);
}
