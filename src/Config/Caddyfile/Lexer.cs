using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>Turns a Caddyfile, variables replaced, into the words that it consists of.</summary>
internal static class Lexer
{
    public static IReadOnlyList<Token> Read(SubstitutedText source, ConfigContext context)
    {
        var tokens = new List<Token>();
        var reader = new LexemeReader(source.Text, source.SpanOf, context.Diagnostics);
        var comment = default(Lexeme);
        while (reader.TryRead(out var lexeme))
        {
            if (lexeme.Kind == LexemeKind.Comment)
            {
                comment = lexeme;
                continue;
            }

            var span = source.SpanOf(lexeme.Start, lexeme.End);
            if (!context.Budget.TakeWords(1, span))
                break;

            // Right after a comment a line can only go on where a backslash in the comment makes it.
            if (comment.Kind == LexemeKind.Comment && !lexeme.StartsLine)
                WarnOfContinuation(source.SpanOf(comment.Start, comment.End), context.Diagnostics);

            comment = default;
            tokens.Add(new Token(lexeme.Text, span, lexeme.Kind == LexemeKind.Quoted, lexeme.StartsLine));
        }

        return tokens;
    }

    private static void WarnOfContinuation(SourceSpan comment, DiagnosticBag diagnostics) =>
        diagnostics.Warning(
            DiagnosticCodes.CommentContinues,
            comment,
            "a backslash in this comment makes the next line part of this one, as in Caddy",
            "take the backslash out if the next line stands for itself");
}
