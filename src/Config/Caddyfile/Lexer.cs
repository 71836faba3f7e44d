using System.Text;
using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>Cuts a Caddyfile into words, by the rules of Caddy's own lexer.</summary>
internal sealed class Lexer
{
    private readonly SubstitutedText _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly List<Token> _tokens = [];
    private readonly StringBuilder _word = new();
    private int _at;
    private bool _lineStarts = true;

    private Lexer(SubstitutedText source, DiagnosticBag diagnostics)
    {
        _source = source;
        _diagnostics = diagnostics;
    }

    private string Text => _source.Text;

    public static IReadOnlyList<Token> Read(SubstitutedText source, DiagnosticBag diagnostics)
    {
        var lexer = new Lexer(source, diagnostics);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        while (_at < Text.Length)
        {
            var character = Text[_at];
            if (character == '\n')
            {
                _lineStarts = true;
                _at++;
            }
            else if (LineContinues())
            {
                _at = Text.IndexOf('\n', _at) + 1;
            }
            else if (char.IsWhiteSpace(character))
            {
                _at++;
            }
            else if (character == '#')
            {
                _at = Text.IndexOf('\n', _at) is var end and >= 0 ? end : Text.Length;
            }
            else if (character is '"' or '`')
            {
                ReadQuoted(character);
            }
            else if (Text.AsSpan(_at).StartsWith("<<") && IsHeredoc())
            {
                SkipHeredoc();
            }
            else
            {
                ReadWord();
            }
        }
    }

    // A backslash that ends its line makes one line of two.
    private bool LineContinues() =>
        Text[_at] == '\\' && (Text.AsSpan(_at + 1).StartsWith("\n") || Text.AsSpan(_at + 1).StartsWith("\r\n"));

    private void ReadQuoted(char quote)
    {
        var start = _at++;
        while (_at < Text.Length && Text[_at] != quote)
        {
            // Only the quote itself can be escaped; every other backslash stays, as in Caddy.
            if (quote == '"' && Text[_at] == '\\' && _at + 1 < Text.Length)
            {
                if (Text[_at + 1] != '"')
                    _word.Append('\\');

                _at++;
            }

            if (Text[_at] != '\r')
                _word.Append(Text[_at]);

            _at++;
        }

        if (_at >= Text.Length)
        {
            _diagnostics.Error(
                DiagnosticCodes.UnclosedQuote,
                _source.SpanOf(start, start + 1),
                $"this {quote} is never closed",
                $"put {quote} at the end of the text");
        }
        else
        {
            _at++;
        }

        Add(start, isQuoted: true);
    }

    private void ReadWord()
    {
        var start = _at;
        while (_at < Text.Length && !char.IsWhiteSpace(Text[_at]) && !LineContinues())
            _word.Append(Text[_at++]);

        Add(start, isQuoted: false);
    }

    private void Add(int start, bool isQuoted)
    {
        _tokens.Add(new Token(_word.ToString(), _source.SpanOf(start, _at), isQuoted, _lineStarts));
        _word.Clear();
        _lineStarts = false;
    }

    private bool IsHeredoc() => _at + 2 < Text.Length && (char.IsAsciiLetterOrDigit(Text[_at + 2]) || Text[_at + 2] is '_' or '-');

    // Skipped whole, so that its lines are not taken for directives.
    private void SkipHeredoc()
    {
        var start = _at;
        var lineEnd = EndOfLine(_at);
        var marker = Text[(_at + 2)..lineEnd].Trim();
        _at += 2 + marker.Length;
        _diagnostics.NotSupported(
            _source.SpanOf(start, _at), "a heredoc", "put the text in \"quotes\" or `backticks`; both may span lines");
        for (var line = lineEnd; line < Text.Length; line = EndOfLine(line + 1))
        {
            if (Text[line..EndOfLine(line + 1)].Trim() == marker)
            {
                _at = EndOfLine(line + 1);
                break;
            }
        }

        Add(start, isQuoted: true);
    }

    private int EndOfLine(int from) =>
        from < Text.Length && Text.IndexOf('\n', from) is var end and >= 0 ? end : Text.Length;
}
