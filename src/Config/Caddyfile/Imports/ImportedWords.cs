using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile.Imports;

/// <summary>Makes the words of one import: those of the snippet or file, with arguments and block in their places.</summary>
internal sealed class ImportedWords(ImportStatement statement, ImportTrace trace, TextBudget budget)
{
    private readonly List<Token> _words = [];
    private bool _lineStarts;

    public static List<Token> Of(IReadOnlyList<Token> source, ImportStatement statement, ImportTrace trace, TextBudget budget)
    {
        var imported = new ImportedWords(statement, trace, budget);
        imported.Run(source);
        return imported._words;
    }

    private void Run(IReadOnlyList<Token> source)
    {
        _lineStarts = true;
        var nesting = 0;
        var isDefinition = false;
        for (var i = 0; i < source.Count && budget.TakeWords(1, statement.Keyword.Span); i++)
        {
            var word = source[i] with { Span = source[i].Span with { Import = trace } };

            // What stands in a snippet that is defined here is for those who import it.
            isDefinition |= nesting == 0 && word.StartsLine && Snippet.IsName(word) && i + 1 < source.Count && source[i + 1].Opens;
            nesting += word.Opens ? 1 : word.Closes ? -1 : 0;
            if (isDefinition)
                Add(word);
            else
                Replace(word);

            isDefinition &= nesting > 0 || !word.Closes;
        }
    }

    private void Replace(Token word)
    {
        if (statement.Block.TryTake(word, out var block))
        {
            // Words that come from elsewhere are lines of their own, and so is what follows them.
            _lineStarts = true;
            if (budget.TakeWords(block.Count, statement.Keyword.Span))
            {
                foreach (var inner in block)
                    Add(inner);
            }

            _lineStarts = true;
        }
        else if (statement.Arguments.TrySpread(word, out var arguments))
        {
            _lineStarts |= word.StartsLine;
            if (budget.TakeWords(arguments.Count, statement.Keyword.Span))
            {
                foreach (var argument in arguments)
                    Add(argument with { StartsLine = false });
            }
        }
        else
        {
            Add(statement.Arguments.Fill(word));
        }
    }

    // A word that came to nothing leaves the beginning of its line to the next.
    private void Add(Token word)
    {
        _words.Add(word with { StartsLine = word.StartsLine || _lineStarts });
        _lineStarts = false;
    }
}
