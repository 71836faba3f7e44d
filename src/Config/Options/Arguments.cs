using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>
/// What may stand in a Caddyfile on the line of a block's name: which words are which options. TOML has a key for each.
/// </summary>
internal sealed class Arguments
{
    private const string Several = "...";

    private readonly Func<OptionEntry, ConfigContext, IEnumerable<OptionEntry>> _split;
    private readonly Func<List<OptionEntry>, IEnumerable<OptionValue>> _join;

    private Arguments(
        string syntax,
        Func<OptionEntry, ConfigContext, IEnumerable<OptionEntry>> split,
        Func<List<OptionEntry>, IEnumerable<OptionValue>> join)
    {
        Syntax = syntax;
        _split = split;
        _join = join;
    }

    /// <summary>How the documentation shows them.</summary>
    public string Syntax { get; }

    /// <summary>The options that they are, one word after the other; <c>null</c> where their look or number decides.</summary>
    public IReadOnlyList<string>? Names { get; private init; }

    public static Arguments None { get; } = InOrder();

    /// <summary>One option after the other; the last takes all words that are left where its name ends with <c>...</c>.</summary>
    public static Arguments InOrder(params IReadOnlyList<string> names) => new(
        string.Join(' ', names.Select(name => $"<{name}>")),
        (entry, context) => SplitInOrder(names, entry, context),
        entries => JoinInOrder(names, entries))
    {
        Names = names,
    };

    /// <summary>Words whose meaning depends on their number or their look.</summary>
    /// <param name="syntax">How the documentation shows them.</param>
    /// <param name="split">Makes options of words, and refuses what does not fit.</param>
    /// <param name="join">Takes from the options what can stand on the line.</param>
    public static Arguments Of(
        string syntax,
        Func<OptionEntry, ConfigContext, IEnumerable<OptionEntry>> split,
        Func<List<OptionEntry>, IEnumerable<OptionValue>> join) => new(syntax, split, join);

    /// <summary>The words are what a line of the block could be: the one that a block of a single line is written as.</summary>
    public static Arguments OfRow(string syntax) => new(
        syntax,
        (line, _) => line.Values is [var first, ..]
            ? [new OptionEntry(first.Text, first.Span, [.. line.Values.Skip(1)], EntryForm.Words)
            {
                UnsetVariable = line.UnsetVariable,
                IsQuoted = first.IsQuoted,
                IsRow = true,
            }]
            : [],
        entries =>
        {
            if (entries is not [{ Block: null, IsRow: true } only])
                return [];

            entries.Clear();
            return [only.NameValue, .. only.Values];
        });

    public IEnumerable<OptionEntry> Split(OptionEntry entry, ConfigContext context) => _split(entry, context);

    /// <summary>The words of the line; what they say is taken out of <paramref name="entries"/>.</summary>
    public IReadOnlyList<OptionValue> Join(List<OptionEntry> entries) => [.. _join(entries)];

    /// <summary>An option made of some of the words of a line.</summary>
    public static OptionEntry Part(OptionEntry line, string name, params IReadOnlyList<OptionValue> words) =>
        new(name, line.NameSpan, words, EntryForm.Words) { UnsetVariable = line.UnsetVariable };

    /// <summary>Takes an option out of a list, if it is there and nothing but values.</summary>
    public static OptionEntry? Take(List<OptionEntry> entries, string name)
    {
        var found = entries.Find(entry => entry.Name == name && entry.Block is null);
        if (found is not null)
            entries.Remove(found);

        return found;
    }

    /// <summary>Says that a line has words that mean nothing.</summary>
    public static void RefuseWords(OptionEntry line, int from, ConfigContext context)
    {
        if (line.Values.Count > from)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.UnexpectedArgument,
                line.Values[from].Span,
                from == 0 ? $"`{line.Name}` takes no arguments" : $"`{line.Name}` has too many arguments",
                from == 0 ? null : "put quotes around a value with spaces");
        }
    }

    private static IEnumerable<OptionEntry> SplitInOrder(IReadOnlyList<string> names, OptionEntry line, ConfigContext context)
    {
        for (var i = 0; i < names.Count && i < line.Values.Count; i++)
        {
            if (names[i].EndsWith(Several, StringComparison.Ordinal))
            {
                yield return Part(line, names[i][..^Several.Length], [.. line.Values.Skip(i)]);
                yield break;
            }

            yield return Part(line, names[i], line.Values[i]);
        }

        RefuseWords(line, names.Count, context);
    }

    private static IEnumerable<OptionValue> JoinInOrder(IReadOnlyList<string> names, List<OptionEntry> entries)
    {
        foreach (var name in names)
        {
            if (Take(entries, name.EndsWith(Several, StringComparison.Ordinal) ? name[..^Several.Length] : name) is not { } entry)
                yield break;

            foreach (var value in entry.Values)
                yield return value;
        }
    }
}
