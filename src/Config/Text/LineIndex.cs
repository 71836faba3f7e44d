namespace FerroGate.Config.Text;

/// <summary>Turns offsets in a text into lines and columns.</summary>
internal sealed class LineIndex
{
    private readonly SourceFile _file;
    private readonly int[] _starts;

    public LineIndex(SourceFile file)
    {
        _file = file;
        var starts = new List<int> { 0 };
        for (var i = 0; i < file.Text.Length; i++)
        {
            if (file.Text[i] == '\n')
                starts.Add(i + 1);
        }

        _starts = [.. starts];
    }

    /// <summary>The place of a part of the text; of several lines only the first.</summary>
    public SourceSpan Span(int start, int end)
    {
        start = Math.Clamp(start, 0, _file.Text.Length);
        var found = Array.BinarySearch(_starts, start);
        var line = found >= 0 ? found : ~found - 1;
        var lineEnd = line + 1 < _starts.Length ? _starts[line + 1] - 1 : _file.Text.Length;
        return new SourceSpan(_file, line + 1, start - _starts[line] + 1, Math.Max(1, Math.Min(end, lineEnd) - start));
    }
}
