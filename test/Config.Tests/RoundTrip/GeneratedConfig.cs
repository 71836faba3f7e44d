using FerroGate.Config.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Writing;

namespace FerroGate.Config.Tests.RoundTrip;

/// <summary>
/// Writes configs in TOML by chance, from the shapes that the reader reads them with: every option that exists is in some of
/// them, with one of the values that its shape gives as an example.
/// </summary>
/// <param name="seed">The same seed gives the same config.</param>
internal sealed class GeneratedConfig(int seed)
{
    private const int DeepestBlock = 6;

    private readonly Random _random = new(seed);

    // Some mistakes need few options together, and some need many.
    private readonly double _chanceOfAnOption = seed % 2 == 0 ? 0.15 : 0.45;

    /// <summary>A config with a site, and some of everything else. Not every one is valid.</summary>
    public static string Write(int seed)
    {
        var generated = new GeneratedConfig(seed);
        var entries = generated.SomeOptions();
        entries.RemoveAll(entry => entry.Name == "sites");
        entries.Add(generated.Site());
        entries.AddRange(Known());
        return TomlWriter.Write(entries);
    }

    // What the examples of other options name.
    private static IEnumerable<OptionEntry> Known() =>
    [
        OptionEntry.OfBlock("providers", [OptionEntry.Of("name", Text("openai"))]) with { IsItem = true },
        OptionEntry.OfBlock(
            "models",
            [
                OptionEntry.Of("name", Text("fast-chat")),
                OptionEntry.Of("provider", Text("openai")),
                OptionEntry.Of("provider_model", Text("gpt-4o-mini")),
            ]) with { IsItem = true },
    ];

    // A few options at a time: the more there are, the likelier two of them exclude each other.
    private List<OptionEntry> SomeOptions()
    {
        var options = ((IShape)GatewayShape.Shape).Options.Where(option => option.Place != OptionPlace.CaddyfileOnly).ToList();
        var picked = Pick(options, 2);
        if (Happens(0.3))
            picked.Add(options.First(option => option.Key == "providers"));

        return [.. picked.Distinct().SelectMany(option => Entries(option, 0))];
    }

    private OptionEntry Site()
    {
        var options = ((IShape)SiteShape.Shape).Options.Where(option => option.Place != OptionPlace.CaddyfileOnly && option.Key != "addresses");
        List<OptionEntry> block =
        [
            new OptionEntry("addresses", default, [One(SiteShape.Address.Examples, [ValueKind.String])], EntryForm.List),
            .. options.Where(option => option.Content.IsDirectives || Happens(0.25)).SelectMany(option => Entries(option, 0)),
        ];
        return OptionEntry.OfBlock("sites", block) with { IsItem = true };
    }

    private List<OptionEntry> Block(IShape shape, int depth)
    {
        var options = shape.Options.Where(option => option.Place != OptionPlace.CaddyfileOnly && !option.IsAlias).ToList();

        // Of some options there may be only one.
        var only = options.Count > 0 && Happens(0.3) ? options[_random.Next(options.Count)] : null;
        return
        [
            .. options
                .Where(option => option.IsRequired
                    || (depth < DeepestBlock && (only is null ? Happens(_chanceOfAnOption) : ReferenceEquals(option, only))))
                .SelectMany(option => Entries(option, depth)),
        ];
    }

    private List<OptionEntry> Entries(IOption option, int depth)
    {
        if (option.Content.IsDirectives)
            return Directives(depth);

        var count = option.IsMany && Happens(0.3) ? 2 : 1;
        if (option.Content.Shape is { } inner)
        {
            return
            [
                .. Enumerable.Range(0, count)
                    .Select(_ => OptionEntry.OfBlock(option.Key, Block(inner(), depth + 1)) with { IsItem = option.IsMany }),
            ];
        }

        // A name in angle brackets stands for one that the writer of the config chooses.
        var name = option.Key.StartsWith('<') ? "chosen_name" : option.Key;
        return option.IsMany && !option.Key.StartsWith('<')
            ? [new OptionEntry(name, default, [.. Enumerable.Range(0, count).Select(_ => One(option.Content.Examples, option.Content.Kinds))], EntryForm.List)]
            : [new OptionEntry(name, default, [One(option.Content.Examples, option.Content.Kinds)], EntryForm.Single)];
    }

    private List<OptionEntry> Directives(int depth)
    {
        var entries = new List<OptionEntry>();
        var hasMatcher = Happens(0.5);
        if (hasMatcher)
        {
            var conditions = Block(MatcherShape.Shape, depth + 1).Where(entry => entry.Name != "name");
            List<OptionEntry> matcher = [OptionEntry.Of("name", Text("m")), .. conditions];
            entries.Add(OptionEntry.OfBlock(DirectiveListNames.MatchersKey, matcher) with { IsItem = true });
        }

        for (var left = depth < 3 ? _random.Next(1, 4) : 0; left > 0; left--)
        {
            var directive = DirectiveTable.Directives[_random.Next(DirectiveTable.Directives.Count)];
            List<OptionEntry> block = [OptionEntry.Of(DirectiveListNames.NameKey, Text(directive.Name))];
            if (directive.TakesMatcher && Happens(0.5))
                block.Add(OptionEntry.Of("match", Text(hasMatcher && Happens(0.5) ? "@m" : "/api/*")));

            block.AddRange(Block(directive.Shape, depth + 1));
            entries.Add(OptionEntry.OfBlock(DirectiveListNames.Key, block) with { IsItem = true });
        }

        return entries;
    }

    private List<IOption> Pick(List<IOption> options, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => options[_random.Next(options.Count)])];

    private OptionValue One(IReadOnlyList<string> examples, IReadOnlyList<ValueKind> kinds) =>
        OptionValue.Of(examples[_random.Next(examples.Count)], kinds);

    private static OptionValue Text(string text) => new(text, default, ValueKind.String);

    private bool Happens(double chance) => _random.NextDouble() < chance;
}
