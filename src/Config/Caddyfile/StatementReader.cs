using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>Groups words into lines and blocks. Loops and does not recurse: depth is the writer's choice, the stack is ours.</summary>
internal sealed class StatementReader
{
    public const int DeepestBlock = 100;

    private readonly IReadOnlyList<Token> _tokens;
    private readonly UnsetVariables _unset;
    private readonly DiagnosticBag _diagnostics;
    private readonly Stack<OpenBlock> _open = new();
    private readonly List<Token> _line = [];
    private int _at;

    private StatementReader(IReadOnlyList<Token> tokens, UnsetVariables unset, DiagnosticBag diagnostics)
    {
        _tokens = tokens;
        _unset = unset;
        _diagnostics = diagnostics;
        _open.Push(new OpenBlock(default, [], []));
    }

    public static IReadOnlyList<Statement> Read(
        IReadOnlyList<Token> tokens, UnsetVariables unset, DiagnosticBag diagnostics) =>
        new StatementReader(tokens, unset, diagnostics).Run();

    public static void RefuseDepth(SourceSpan brace, DiagnosticBag diagnostics) =>
        diagnostics.Error(DiagnosticCodes.NestedTooDeep, brace, $"blocks can be {DeepestBlock} levels deep, and no deeper");

    private List<Statement> Run()
    {
        while (_at < _tokens.Count)
            ReadLine();

        // A text that is never closed has swallowed the braces after it.
        var areSwallowed = _diagnostics.HasError(DiagnosticCodes.UnclosedQuote) || _diagnostics.HasError(DiagnosticCodes.UnclosedHeredoc);
        while (_open.Count > 1)
        {
            var opening = _open.Peek().Brace;
            if (!areSwallowed)
                _diagnostics.Error(DiagnosticCodes.UnclosedBlock, opening.Span, "this { is never closed", "put } on a line of its own");

            Close();
        }

        return _open.Peek().Statements;
    }

    private void ReadLine()
    {
        TakeLine();
        var line = _line;
        var from = 0;
        if (line[0].Closes)
        {
            if (_open.Count > 1)
                Close();
            else
                Misplaced(line[0], "there is no block that this } could close");

            from = 1;
            if (line.Count > 1)
                Misplaced(line[1], "nothing may follow a } on its line");
        }

        // A brace that shares its line still does its work, so that the rest of the file is read as it was meant.
        while (from < line.Count)
        {
            var brace = line.FindIndex(from, word => word.Opens || word.Closes);
            var before = line[from..(brace < 0 ? line.Count : brace)];
            from = brace < 0 ? line.Count : brace + 1;
            if (brace >= 0 && line[brace].Opens)
            {
                Open(before, line[brace]);
                if (from < line.Count)
                    Misplaced(line[from], "the { of a block must be the last word of its line", "begin a new line after it");

                continue;
            }

            if (before.Count > 0)
                _open.Peek().Statements.Add(Make(before, null));

            if (brace >= 0)
            {
                Misplaced(line[brace], "the } of a block must stand on a line of its own");
                if (_open.Count > 1)
                    Close();
            }
        }
    }

    private void TakeLine()
    {
        _line.Clear();
        do
        {
            _line.Add(_tokens[_at++]);
        }
        while (_at < _tokens.Count && !_tokens[_at].StartsLine);

        SplitTrailingBrace(_line);
    }

    // `:8080{` is one word; it is taken for what was meant, once that has been said.
    private void SplitTrailingBrace(List<Token> words)
    {
        var last = words[^1];
        if (!last.EndsWithBrace)
            return;

        var name = last.Text[..^1];
        Misplaced(last, "there must be a space before the { of a block", $"write `{name} {{`");
        words[^1] = last with { Text = name };
        words.Add(last with { Text = "{", StartsLine = false });
    }

    private void Open(List<Token> words, Token brace)
    {
        // Once is enough: what lies deeper is as deep.
        if (_open.Count == DeepestBlock + 1)
            RefuseDepth(brace.Span, _diagnostics);

        _open.Push(new OpenBlock(brace, words.Count > 0 ? words : TakeAddresses(), []));
    }

    // As in Caddy, the brace of a site may stand on the line below its addresses.
    private List<Token> TakeAddresses()
    {
        var statements = _open.Peek().Statements;
        if (_open.Count > 1 || statements.Count == 0 || statements[^1] is not { Block: null } addresses)
            return [];

        statements.RemoveAt(statements.Count - 1);
        return [addresses.Name, .. addresses.Arguments];
    }

    private void Close()
    {
        var closed = _open.Pop();
        if (_open.Count > DeepestBlock)
            return;

        // A block may stand without a name: that of the global options does.
        var words = closed.Words.Count > 0 ? closed.Words : [closed.Brace];
        _open.Peek().Statements.Add(Make(words, closed.Statements));
    }

    private Statement Make(List<Token> words, List<Statement>? block) =>
        new(words[0], words.Count > 1 ? words[1..] : [], block, _unset.OnLineOf(words[0].Span));

    private void Misplaced(Token token, string message, string? hint = null) =>
        _diagnostics.Error(DiagnosticCodes.BraceMisplaced, token.Span, message, hint);

    private sealed record OpenBlock(Token Brace, List<Token> Words, List<Statement> Statements);
}
