namespace FerroGate.Config.Text;

/// <summary>A text that config is read from, with the name that diagnostics give it.</summary>
public sealed class SourceFile(string name, string text)
{
    /// <summary>The path as the user wrote it.</summary>
    public string Name { get; } = name;

    public string Text { get; } = text;

    /// <summary>One line without its line end; 1 is the first.</summary>
    public string Line(int number)
    {
        var rest = Text.AsSpan();
        for (var current = 1; ; current++)
        {
            var end = rest.IndexOf('\n');
            if (current == number)
            {
                return (end < 0 ? rest : rest[..end]).TrimEnd('\r').ToString();
            }

            if (end < 0)
            {
                return "";
            }

            rest = rest[(end + 1)..];
        }
    }
}
