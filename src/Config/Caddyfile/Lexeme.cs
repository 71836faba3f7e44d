namespace FerroGate.Config.Caddyfile;

/// <summary>A word or a comment, with its place in the text.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends: one past its last character.</param>
/// <param name="Text">What it means: quotes taken off and escapes resolved.</param>
/// <param name="StartsLine">It is the first of its line; a continued line is one line.</param>
internal readonly record struct Lexeme(LexemeKind Kind, int Start, int End, string Text, bool StartsLine)
{
    public bool Opens => Kind == LexemeKind.Bare && Text == "{";

    public bool Closes => Kind == LexemeKind.Bare && Text == "}";
}
