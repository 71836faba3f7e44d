namespace FerroGate.Config.Text;

/// <summary>Turns offsets in a text into lines and columns, and lines into offsets.</summary>
internal sealed class LineIndex
{
    private readonly SourceFile _file;
    private readonly int[] _starts;

    public LineIndex(SourceFile file)
    {
        _file = file;
        var text = file.Text.AsSpan();
        _starts = new int[text.Count('\n') + 1];
        for (var line = 1; line < _starts.Length; line++)
            _starts[line] = _starts[line - 1] + text[_starts[line - 1]..].IndexOf('\n') + 1;
    }

    /// <summary>The place of a part of the text; of several lines only the first.</summary>
    public SourceSpan Span(int start, int end)
    {
        start = Math.Clamp(start, 0, _file.Text.Length);
        var found = Array.BinarySearch(_starts, start);
        var line = found >= 0 ? found : ~found - 1;
        return new SourceSpan(_file, line + 1, start - _starts[line] + 1, Math.Max(1, Math.Min(end, EndOf(line)) - start));
    }

    /// <summary>One line without its line end; 1 is the first, and what is not there is empty.</summary>
    public ReadOnlySpan<char> Line(int number)
    {
        if (number < 1 || number > _starts.Length)
            return [];

        // CR LF ends a line; a CR before that is a character of it, and counts as a column.
        var line = _file.Text.AsSpan(_starts[number - 1]..EndOf(number - 1));
        return line.EndsWith('\r') ? line[..^1] : line;
    }

    private int EndOf(int line) => line + 1 < _starts.Length ? _starts[line + 1] - 1 : _file.Text.Length;
}
