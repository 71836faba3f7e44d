using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile.Imports;

/// <summary>Walks through words and takes what belongs together.</summary>
internal sealed class TokenCursor(IReadOnlyList<Token> tokens)
{
    private int _at;

    public bool IsAtEnd => _at >= tokens.Count;

    public Token Current => tokens[_at];

    /// <summary>The word after this one, where there is one.</summary>
    public Token? Next => _at + 1 < tokens.Count ? tokens[_at + 1] : null;

    private bool IsInLine => !IsAtEnd && !Current.StartsLine;

    public Token Take() => tokens[_at++];

    /// <summary>The other words of a line, up to the brace of a block.</summary>
    public List<Token> TakeArguments()
    {
        var arguments = new List<Token>();
        while (IsInLine && !Current.Opens)
            arguments.Add(Take());

        return arguments;
    }

    /// <summary>The words between the braces of a block, or <c>null</c> where no block begins on this line.</summary>
    public List<Token>? TakeBlockOfLine(DiagnosticBag diagnostics) => IsInLine && Current.Opens ? TakeBlock(diagnostics) : null;

    /// <summary>The words between the brace that stands here and the one that closes it.</summary>
    public List<Token> TakeBlock(DiagnosticBag diagnostics)
    {
        var opening = Take();
        if (IsInLine && !Current.Closes)
            Misplaced(Current, "the { of a block must be the last word of its line", "begin a new line after it");

        var block = new List<Token>();
        var depth = 1;
        while (!IsAtEnd)
        {
            var token = Take();
            if (token.Opens || (token.EndsWithBrace && !IsInLine))
                depth++;
            else if (token.Closes && --depth == 0)
                break;

            block.Add(token);
        }

        if (depth > 0)
            diagnostics.Error(DiagnosticCodes.UnclosedBlock, opening.Span, "this { is never closed", "put } on a line of its own");
        else if (IsInLine)
            Misplaced(Current, "nothing may follow a } on its line", null);

        while (IsInLine)
            _at++;

        return block;

        void Misplaced(Token token, string message, string? hint) =>
            diagnostics.Error(DiagnosticCodes.BraceMisplaced, token.Span, message, hint);
    }
}
