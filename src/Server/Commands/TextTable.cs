namespace FerroGate.Server.Commands;

/// <summary>Rows for humans, in columns as wide as they need to be.</summary>
internal static class TextTable
{
    /// <param name="rows">The head and what stands below it, with as many columns each.</param>
    /// <param name="output">Where they are written.</param>
    public static void Write(IReadOnlyList<string[]> rows, TextWriter output)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
            output.WriteLine(string.Join("  ", row.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
    }
}
