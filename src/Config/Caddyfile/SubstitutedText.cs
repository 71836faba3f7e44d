using System.Text;
using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>
/// A Caddyfile in which every <c>{$NAME}</c> and <c>{$NAME:default}</c> has been replaced, and which still knows where
/// each character stood before.
/// </summary>
internal sealed class SubstitutedText
{
    private readonly LineIndex _lines;
    private readonly int[] _origins;

    private SubstitutedText(SourceFile file, string text, int[] origins, IReadOnlyList<(string Name, int At, int Length)> unset)
    {
        _lines = new LineIndex(file);
        _origins = origins;
        Text = text;
        Unset = [.. unset.Select(one => new UnsetVariable(one.Name, _lines.Span(one.At, one.At + one.Length)))];
    }

    public string Text { get; }

    public IReadOnlyList<UnsetVariable> Unset { get; }

    public static SubstitutedText Of(SourceFile file, Func<string, string?> variable)
    {
        var source = file.Text;
        var text = new StringBuilder(source.Length);
        var origins = new List<int>(source.Length + 1);
        var unset = new List<(string, int, int)>();
        for (var i = 0; i < source.Length;)
        {
            if (!TryReadReference(source, i, out var name, out var fallback, out var length))
            {
                origins.Add(i);
                text.Append(source[i++]);
                continue;
            }

            var value = variable(name) ?? fallback;
            if (value is null)
                unset.Add((name, i, length));

            foreach (var character in value ?? "")
            {
                origins.Add(i);
                text.Append(character);
            }

            i += length;
        }

        origins.Add(source.Length);
        return new SubstitutedText(file, text.ToString(), [.. origins], unset);
    }

    /// <summary>The place in the written text of a part of <see cref="Text"/>; of several lines only the first.</summary>
    public SourceSpan SpanOf(int start, int end)
    {
        // The end of the last character is the beginning of the next; a replaced reference is one character long or longer.
        return _lines.Span(_origins[start], Math.Max(_origins[start] + 1, _origins[Math.Max(start, end)]));
    }

    private static bool TryReadReference(string source, int at, out string name, out string? fallback, out int length)
    {
        (name, fallback, length) = ("", null, 0);
        if (source[at] != '{' || at + 1 >= source.Length || source[at + 1] != '$')
            return false;

        var close = source.AsSpan(at).IndexOfAny('}', '\n');
        if (close < 0 || source[at + close] != '}')
            return false;

        var inner = source[(at + 2)..(at + close)];
        var colon = inner.IndexOf(':', StringComparison.Ordinal);
        name = (colon < 0 ? inner : inner[..colon]).Trim();
        fallback = colon < 0 ? null : inner[(colon + 1)..];
        length = close + 1;
        return name.Length > 0;
    }
}
