using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>A word of a Caddyfile.</summary>
/// <param name="Text">Without quotes, escapes resolved.</param>
/// <param name="Span">Where it stands, with its quotes.</param>
/// <param name="IsQuoted">It stood in quotes, so that it cannot be a brace of a block.</param>
/// <param name="StartsLine">It is the first word of its line; a continued line is one line.</param>
internal readonly record struct Token(string Text, SourceSpan Span, bool IsQuoted, bool StartsLine)
{
    public bool Opens => !IsQuoted && Text == "{";

    public bool Closes => !IsQuoted && Text == "}";

    /// <summary>A brace was written right behind a word, where a space belongs: <c>:8080{</c>.</summary>
    public bool EndsWithBrace => !IsQuoted && Text.Length > 1 && Text.IndexOf('{', StringComparison.Ordinal) == Text.Length - 1;
}
