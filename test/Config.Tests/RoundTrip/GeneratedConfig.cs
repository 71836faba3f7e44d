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
    private const double OptionsOfABigBlock = 4;
    private const int MostTries = 20;
    private const int MostAdditions = 3;

    private static readonly IReadOnlyList<IDirective> Proxies = Named("reverse_proxy", "forward_auth", "uri");
    private static readonly IReadOnlyList<IDirective> Copies = Named("copy_response", "copy_response_headers");

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

        // Of many options some exclude each other.
        var chance = Math.Min(_chanceOfAnOption, OptionsOfABigBlock / options.Count);

        // Of some options there may be only one.
        var only = options.Count > 0 && Happens(0.3) ? options[_random.Next(options.Count)] : null;
        return
        [
            .. options
                .Where(option => option.IsRequired
                    || (depth < DeepestBlock && (only is null ? Happens(chance) : ReferenceEquals(option, only))))
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
            if (Directive(entries, hasMatcher, depth) is { } directive)
                entries.Add(directive);
        }

        return entries;
    }

    // A config with one mistake shows nothing, so a directive is grown: what makes it wrong is not taken.
    private OptionEntry? Directive(List<OptionEntry> list, bool hasMatcher, int depth)
    {
        // What has the most to say, and what stands only inside of that, would be rare otherwise.
        var favourites = depth == 0 ? Proxies : Copies;
        var directives = Happens(0.3) ? favourites : DirectiveTable.Directives;
        var directive = directives[_random.Next(directives.Count)];
        List<OptionEntry> head = [OptionEntry.Of(DirectiveListNames.NameKey, Text(directive.Name))];
        if (directive.TakesMatcher && Happens(0.5))
            head.Add(OptionEntry.Of("match", Text(hasMatcher && Happens(0.5) ? "@m" : "/api/*")));

        List<OptionEntry> matchers = [.. list.Where(entry => entry.Name == DirectiveListNames.MatchersKey)];
        return Grow(directive.Shape, depth + 1, block => IsRight([.. matchers, Of(block)], depth)) is { } block ? Of(block) : null;

        OptionEntry Of(List<OptionEntry> block) => OptionEntry.OfBlock(DirectiveListNames.Key, [.. head, .. block]) with { IsItem = true };
    }

    private List<OptionEntry>? Grow(IShape shape, int depth, Func<List<OptionEntry>, bool> isRight)
    {
        var options = shape.Options.Where(option => option.Place != OptionPlace.CaddyfileOnly && !option.IsAlias).ToList();
        for (var tries = 0; tries < MostTries; tries++)
        {
            var entries = Block(shape, depth);
            if (!isRight(entries))
                continue;

            foreach (var option in Pick(options, depth < DeepestBlock && options.Count > 0 ? MostAdditions : 0).Where(option => !entries.Exists(entry => entry.Name == option.Key)))
            {
                var added = Addition(option, depth, addition => isRight([.. entries, addition]));
                if (added is not null && isRight([.. entries, added]))
                    entries.Add(added);
            }

            return entries;
        }

        return null;
    }

    private OptionEntry? Addition(IOption option, int depth, Func<OptionEntry, bool> isRight)
    {
        if (option.Content is not { IsDirectives: false, Shape: { } inner })
            return Entries(option, depth) is [var only] ? only : null;

        return Grow(inner(), depth + 1, block => isRight(Of(block))) is { } block ? Of(block) : null;

        OptionEntry Of(List<OptionEntry> block) => OptionEntry.OfBlock(option.Key, block) with { IsItem = option.IsMany };
    }

    // Inside another directive it may be one that only stands where an upstream has answered.
    private static bool IsRight(IReadOnlyList<OptionEntry> list, int depth)
    {
        var around = depth == 0 ? list :
        [
            OptionEntry.OfBlock(
                DirectiveListNames.Key,
                [
                    OptionEntry.Of(DirectiveListNames.NameKey, Text("reverse_proxy")),
                    new OptionEntry("to", default, [Text("localhost:9000")], EntryForm.List),
                    OptionEntry.OfBlock("handle_response", list) with { IsItem = true },
                ]) with { IsItem = true },
        ];
        var site = OptionEntry.OfBlock("sites", [new OptionEntry("addresses", default, [Text("http://localhost:8080")], EntryForm.List), .. around]) with { IsItem = true };
        return TestLoader.Parse(TomlWriter.Write([site, .. Known()]), ConfigFormat.Toml).Config is not null;
    }

    private List<IOption> Pick(List<IOption> options, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => options[_random.Next(options.Count)])];

    private OptionValue One(IReadOnlyList<string> examples, IReadOnlyList<ValueKind> kinds) =>
        OptionValue.Of(examples[_random.Next(examples.Count)], kinds);

    private static List<IDirective> Named(params string[] names) => [.. DirectiveTable.Directives.Where(directive => names.Contains(directive.Name))];

    private static OptionValue Text(string text) => new(text, default, ValueKind.String);

    private bool Happens(double chance) => _random.NextDouble() < chance;
}
