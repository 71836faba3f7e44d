namespace FerroGate.Config.Text;

/// <summary>A text that config is read from, with the name that diagnostics give it.</summary>
public sealed class SourceFile(string name, string text)
{
    private LineIndex? _lines;

    /// <summary>The path as the user wrote it.</summary>
    public string Name { get; } = name;

    /// <summary>Without a byte order mark, which is no part of the text; editors do not count it as a column.</summary>
    public string Text { get; } = text.StartsWith('\uFEFF') ? text[1..] : text;

    internal LineIndex Lines => _lines ??= new LineIndex(this);

    /// <summary>One line without its line end; 1 is the first.</summary>
    public string Line(int number) => Lines.Line(number).ToString();
}
