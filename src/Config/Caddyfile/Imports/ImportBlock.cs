using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile.Imports;

/// <summary>
/// The block of an import: the imported text asks for all of it with <c>{block}</c>, and for one of its lines or blocks by
/// name with <c>{blocks.name}</c>.
/// </summary>
internal sealed class ImportBlock
{
    private const string Whole = "{block}";
    private const string Named = "{blocks.";

    private readonly IReadOnlyList<Token>? _words;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, Part> _parts = new(StringComparer.Ordinal);
    private bool _isWholeUsed;
    private bool _isPartAsked;

    /// <param name="words">What stands between the braces; <c>null</c> where there are none.</param>
    /// <param name="diagnostics">Where to say what is wrong with it.</param>
    public ImportBlock(IReadOnlyList<Token>? words, DiagnosticBag diagnostics)
    {
        _words = words;
        _diagnostics = diagnostics;
        if (words is not null)
            ReadParts(new TokenCursor(words));
    }

    /// <summary>Whether a word asks for the block or a part of it. What the import did not give is nothing, as in Caddy.</summary>
    public bool TryTake(Token word, out IReadOnlyList<Token> words)
    {
        words = [];
        if (word.Text == Whole)
        {
            _isWholeUsed = true;
            words = _words ?? [];
            return true;
        }

        if (!word.Text.StartsWith(Named, StringComparison.Ordinal) || !word.Text.EndsWith('}'))
            return false;

        _isPartAsked = true;
        if (_parts.TryGetValue(word.Text[Named.Length..^1], out var part))
        {
            part.IsUsed = true;
            words = part.Words;
        }

        return true;
    }

    /// <summary>Says what went nowhere.</summary>
    public void NameUnused(Token keyword, string what)
    {
        if (_isWholeUsed || _parts.Count == 0)
            return;

        if (!_isPartAsked)
        {
            _diagnostics.Error(
                DiagnosticCodes.UnusedBlock, keyword.Span, $"{what} asks for no block: there is no {{block}} in it, and this one would be lost");
            return;
        }

        foreach (var (name, part) in _parts.Where(part => !part.Value.IsUsed))
            _diagnostics.Error(DiagnosticCodes.UnusedBlock, part.Name.Span, $"{what} does not ask for this: there is no {{blocks.{name}}} in it");

        foreach (var twice in _parts.Values.Where(part => part is { IsUsed: true, Again: not null }))
            _diagnostics.Error(DiagnosticCodes.DuplicateName, twice.Again!.Value.Span, $"`{twice.Name.Text}` is given twice, and only one would be taken");
    }

    // Braces that do not match are told where the block is used.
    private void ReadParts(TokenCursor cursor)
    {
        var ignored = new DiagnosticBag();
        while (!cursor.IsAtEnd)
        {
            var name = cursor.Take();
            List<Token> words = [.. cursor.TakeArguments(), .. cursor.TakeBlockOfLine(ignored) ?? []];
            if (!_parts.TryAdd(name.Text, new Part(name, words)))
                _parts[name.Text].Again ??= name;
        }
    }

    private sealed class Part(Token name, IReadOnlyList<Token> words)
    {
        public Token Name { get; } = name;

        public IReadOnlyList<Token> Words { get; } = words;

        public bool IsUsed { get; set; }

        public Token? Again { get; set; }
    }
}
