using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FerroGate.Admin.Exports;

/// <summary>
/// JSON objects of one type as comma-separated values (RFC 4180): a column for each field, <c>usage.input_tokens</c> for one of an object in it,
/// lists as JSON, and nothing for <c>null</c>. Text that a spreadsheet would take for a formula gets an apostrophe in front, because model names
/// and messages are what strangers have sent.
/// </summary>
internal sealed class CsvTable
{
    private const string EndOfLine = "\r\n";

    private static readonly SearchValues<char> s_toQuote = SearchValues.Create(",\"\r\n");
    private static readonly SearchValues<char> s_formula = SearchValues.Create("=+-@\t\r");

    private readonly TextWriter _to;
    private readonly List<string[]> _columns = [];

    public CsvTable(JsonTypeInfo type, TextWriter to)
    {
        _to = to;
        AddColumns(type, []);
        WriteLine(_columns.Select(path => string.Join('.', path)));
    }

    public void Write(JsonElement row) => WriteLine(_columns.Select(path => Text(row, path)));

    private void AddColumns(JsonTypeInfo type, string[] path)
    {
        foreach (var field in type.Properties)
        {
            string[] inner = [.. path, field.Name];
            if (type.Options.GetTypeInfo(field.PropertyType) is { Kind: JsonTypeInfoKind.Object } nested)
                AddColumns(nested, inner);
            else
                _columns.Add(inner);
        }
    }

    private static string Text(JsonElement row, string[] path)
    {
        foreach (var name in path)
        {
            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(name, out row))
                return "";
        }

        return row.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.String => Harmless(row.GetString()!),
            _ => row.GetRawText(),
        };
    }

    private static string Harmless(string text) => text.Length > 0 && s_formula.Contains(text[0]) ? "'" + text : text;

    private void WriteLine(IEnumerable<string> cells)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            if (!isFirst)
                _to.Write(',');
            _to.Write(cell.AsSpan().ContainsAny(s_toQuote) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell);
            isFirst = false;
        }

        _to.Write(EndOfLine);
    }
}
