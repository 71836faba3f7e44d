using System.Text;
using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>
/// Gives a Caddyfile the layout that <c>caddy fmt</c> gives it: a tab per block, one space between words, at most one blank
/// line. Only white space and braces move; what a word is made of is written as it was.
/// </summary>
public sealed class CaddyfileFormatter
{
    private readonly string _source;
    private readonly StringBuilder _text = new();
    private Lexeme? _previous;
    private int _previousAt;
    private int _nesting;
    private bool _isImport;

    private CaddyfileFormatter(string source) => _source = source;

    public static FormatResult Format(SourceFile file)
    {
        var diagnostics = new DiagnosticBag();
        var reader = new LexemeReader(file.Text, file.Lines.Span, diagnostics);
        var formatter = new CaddyfileFormatter(file.Text);
        while (diagnostics.ErrorCount == 0 && reader.TryRead(out var lexeme))
        {
            formatter.Add(lexeme);

            // Every further level would indent all lines in it.
            if (formatter._nesting > StatementReader.DeepestBlock)
                StatementReader.RefuseDepth(file.Lines.Span(lexeme.Start, lexeme.End), diagnostics);
        }

        formatter.KeepWord();
        return diagnostics.ErrorCount > 0
            ? new FormatResult(null, diagnostics.InOrder())
            : new FormatResult(formatter.Finish(), []);
    }

    private string Finish()
    {
        // The first word may begin with the character that would be a mark of the byte order there, and be lost.
        var mark = _text.Length > 0 && _text[0] == '\uFEFF' ? "\uFEFF" : "";
        return mark + _text.ToString().TrimEnd() + "\n";
    }

    private void Add(Lexeme lexeme)
    {
        // Where a brace opens or closes, a line begins in any case, even if none does yet.
        if (!lexeme.Opens && (lexeme.StartsLine || _previous is { Opens: true } or { Closes: true }))
            _isImport = lexeme.Text == "import";

        if (lexeme.Closes)
            _nesting = Math.Max(0, _nesting - 1);

        if (_previous is { } previous)
            Separate(previous, lexeme);

        _previousAt = _text.Length;
        var written = _source.AsSpan(lexeme.Start..lexeme.End);
        _text.Append(lexeme.Kind == LexemeKind.Comment ? written.TrimEnd('\r') : written);
        if (lexeme.Opens)
            _nesting++;

        _previous = lexeme;
    }

    private void Separate(Lexeme previous, Lexeme next)
    {
        var gap = LexemeGap.Of(_source.AsSpan(previous.End..next.Start), previous.Kind);
        if (previous.Opens || next.Closes)
            Break(1);
        else if (previous.Kind == LexemeKind.Comment)
            Break(next.Opens ? 1 : Math.Clamp(gap.Newlines, 1, 3));
        else if (previous.Closes)
            SeparateFromBlock(next, gap.Newlines);
        else if (next.Opens && !(_isImport && next.StartsLine))
            _text.Append(' ');
        else
            SeparateFromWord(gap);
    }

    private void SeparateFromBlock(Lexeme next, int newlines)
    {
        if (newlines > 0 && !next.Opens)
            Break(Math.Min(newlines, 2));
        else if (_nesting == 0)
            Break(2);
        else if (next.Kind == LexemeKind.Comment)
            _text.Append('\t', _nesting);
        else
            Break(1);
    }

    private void SeparateFromWord(LexemeGap gap)
    {
        _text.Append(gap.Continuations);
        if (gap.Newlines > 0)
            Break(Math.Min(gap.Newlines, 2));
        else if (gap.EndsWithSpace)
            _text.Append(' ');
    }

    private void Break(int newlines)
    {
        KeepWord();
        _text.Append('\n', newlines).Append('\t', _nesting);
    }

    // A space behind it made it a word; at the end of a line it would begin a heredoc.
    private void KeepWord()
    {
        if (_previous is { Kind: LexemeKind.Bare } word && _source.AsSpan(word.Start..word.End).StartsWith("<<"))
            _text.Insert(_previousAt, '\\');
    }
}
