using System.Text;
using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>
/// Cuts a text into words and comments, by the rules of Caddy's own lexer. Those of the backslash are odd, and files rely on
/// them: it escapes a quote inside quotes, a &lt; and the end of a line; anywhere else it stays, except before white space,
/// where it is lost.
/// </summary>
internal sealed class LexemeReader(string text, Func<int, int, SourceSpan> spanOf, DiagnosticBag diagnostics)
{
    private const int None = -1;

    private readonly HeredocReader _heredocs = new(text, spanOf, diagnostics);
    private readonly StringBuilder _word = new();
    private int _at;
    private int _backslash = None;
    private bool _lineStarts = true;

    /// <summary>The next word or comment; <c>false</c> at the end of the text.</summary>
    public bool TryRead(out Lexeme lexeme)
    {
        SkipSpace();
        var start = _backslash == None ? _at : _backslash;
        var isEscaped = _backslash != None;
        _backslash = None;
        if (_at >= text.Length)
        {
            lexeme = default;
            return false;
        }

        lexeme = text[_at] switch
        {
            '#' => ReadComment(start, isEscaped),
            '"' => ReadQuoted(start, isEscaped),
            '`' => ReadBackticked(start),
            _ when !isEscaped && _heredocs.TryRead(_at, out var heredoc) => Take(LexemeKind.Quoted, start, heredoc.End, heredoc.Text),
            _ => ReadBare(start, isEscaped),
        };
        return true;
    }

    // A backslash that stands alone waits for the end of the line, also across spaces.
    private void SkipSpace()
    {
        for (; _at < text.Length; _at++)
        {
            var character = text[_at];
            if (character == '\n')
            {
                _lineStarts |= _backslash == None;
                _backslash = None;
            }
            else if (character == '\\' && _backslash == None)
            {
                _backslash = _at;
            }
            else if (!char.IsWhiteSpace(character))
            {
                return;
            }
        }
    }

    // A backslash in a comment continues the line as one anywhere else does: that is how people take one line out of a list.
    private Lexeme ReadComment(int start, bool isEscaped)
    {
        var length = text.AsSpan(_at).IndexOf('\n');
        var end = length < 0 ? text.Length : _at + length;
        var comment = Take(LexemeKind.Comment, start, end, "");
        _lineStarts = comment.StartsLine;
        if (end < text.Length && (isEscaped || text.AsSpan(start..end).Contains('\\')))
            _at = end + 1;

        return comment;
    }

    private Lexeme ReadQuoted(int start, bool isEscaped)
    {
        var opening = _at++;
        while (true)
        {
            var rest = text.AsSpan(_at);
            var plain = isEscaped ? 0 : rest.IndexOfAny('"', '\\');
            if (plain < 0 || rest.IsEmpty)
                return Unclosed(start, opening, rest);

            _word.Append(rest[..plain]);
            _at += plain;
            if (isEscaped)
            {
                if (text[_at] != '"')
                    _word.Append('\\');

                _word.Append(text[_at++]);
                isEscaped = false;
            }
            else if (text[_at++] == '"')
            {
                return Take(LexemeKind.Quoted, start, _at, TakeWord());
            }
            else
            {
                isEscaped = true;
            }
        }
    }

    private Lexeme ReadBackticked(int start)
    {
        var opening = _at++;
        var rest = text.AsSpan(_at);
        var length = rest.IndexOf('`');
        return length < 0
            ? Unclosed(start, opening, rest)
            : Take(LexemeKind.Quoted, start, _at + length + 1, rest[..length].ToString());
    }

    private Lexeme Unclosed(int start, int opening, ReadOnlySpan<char> rest)
    {
        diagnostics.Error(
            DiagnosticCodes.UnclosedQuote,
            spanOf(opening, opening + 1),
            $"this {text[opening]} is never closed",
            $"put {text[opening]} at the end of the text");
        _word.Append(rest);
        return Take(LexemeKind.Quoted, start, text.Length, TakeWord());
    }

    private Lexeme ReadBare(int start, bool isEscaped)
    {
        var end = _at;
        for (; _at < text.Length; _at++)
        {
            var character = text[_at];
            if (character == '\\' && !isEscaped)
            {
                isEscaped = true;
            }
            else if (char.IsWhiteSpace(character))
            {
                // Caddy reads over carriage returns, also inside words.
                if (character == '\r')
                    continue;

                if (character == '\n' && isEscaped)
                    _at++;

                break;
            }
            else
            {
                if (isEscaped && character != '<')
                    _word.Append('\\');

                isEscaped = false;
                _word.Append(character);
                end = _at + 1;
            }
        }

        var after = _at;
        var word = Take(LexemeKind.Bare, start, end, TakeWord());
        _at = after;
        return word;
    }

    private Lexeme Take(LexemeKind kind, int start, int end, string meaning)
    {
        var lexeme = new Lexeme(kind, start, end, meaning, _lineStarts);
        _at = end;
        _lineStarts = false;
        return lexeme;
    }

    private string TakeWord()
    {
        var word = _word.ToString();
        _word.Clear();
        return word;
    }
}
