using FerroGate.Config.Options;

namespace FerroGate.Config.Reference;

/// <summary>Describes a block: how it is written, a table of its options, and the blocks inside it.</summary>
/// <param name="page">Where it is written to.</param>
/// <param name="fileName">The page's name.</param>
/// <param name="homes">What is described where.</param>
internal sealed class ShapeSection(MarkdownText page, string fileName, ShapeHomes homes)
{
    /// <summary>The table of some options, and after it the blocks that they hold.</summary>
    /// <param name="owner">What the options belong to; <c>null</c> where the page says it.</param>
    /// <param name="options">The options.</param>
    /// <param name="level">The level of the headings of inner blocks.</param>
    /// <param name="place">The language, where the owner is in one of them only.</param>
    public void Options(string? owner, IReadOnlyList<IOption> options, int level, OptionPlace place = OptionPlace.Anywhere)
    {
        var inner = new List<(string Heading, IOption Option, IShape Shape)>();
        var rows = new List<IReadOnlyList<string>>();
        foreach (var option in options)
        {
            var shape = option.Content.Shape?.Invoke();
            if (shape is null)
            {
                rows.Add(Row(option, null, OptionText.Value(option), place));
                continue;
            }

            // A line of values of a Caddyfile is told by its own look.
            if (place == OptionPlace.CaddyfileOnly && OptionText.IsFree(option))
            {
                rows.Add(Row(option, shape, "any number of lines", place));
                continue;
            }

            // What has a few options and no blocks reads better where it is used; larger things are described once.
            var heading = HeadingOf(option, owner, options);
            if (homes.TryLink(shape, fileName, out var link) && !IsSmall(shape))
            {
                rows.Add(Row(option, shape, OptionText.Block(option, link), place));
                continue;
            }

            homes.TryAdd(shape, fileName, heading);
            inner.Add((heading, option, shape));
            rows.Add(Row(option, shape, OptionText.Block(option, $"#{ShapeHomes.Anchor(heading)}"), place));
        }

        if (rows.Count > 0)
            page.Table([.. Columns(place, "Caddyfile", "TOML"), "value", "default", "meaning"], rows);

        foreach (var (heading, option, shape) in inner)
        {
            var innerPlace = option.Place switch
            {
                OptionPlace.CaddyfileOnly or OptionPlace.TomlOnly => option.Place,

                // In a Caddyfile it is words of its owner's line, and no block.
                OptionPlace.Line when shape.Arguments.Names is [] => OptionPlace.TomlOnly,
                _ => place,
            };
            page.Heading(level, heading).Text(OptionText.Meaning(option));
            if (innerPlace != OptionPlace.TomlOnly)
                page.Code("caddyfile", Synopsis.Of(option.Name, shape));

            Options(ShortName(option), shape.Options, level, innerPlace);
        }
    }

    private static bool IsSmall(IShape shape) => shape.Options.All(option => option is { Place: OptionPlace.Line, Content.Shape: null });

    private static string HeadingOf(IOption option, string? owner, IReadOnlyList<IOption> beside)
    {
        var name = $"`{ShortName(option)}`";
        if (option.Place == OptionPlace.TomlOnly && beside.Any(other => other != option && other.Name == option.Name))
            name += " of TOML";

        return owner is null ? name : $"{name} in `{owner}`";
    }

    private static string ShortName(IOption option) => OptionText.IsFree(option) ? option.Key : option.Name;

    private static string[] Columns(OptionPlace place, string caddyfile, string toml) => place switch
    {
        OptionPlace.CaddyfileOnly => [caddyfile],
        OptionPlace.TomlOnly => [toml],
        _ => [caddyfile, toml],
    };

    private static string[] Row(IOption option, IShape? shape, string value, OptionPlace place) =>
    [
        .. Columns(place, OptionText.InCaddyfile(option, shape), OptionText.InToml(option)),
        value,
        OptionText.Default(option),
        OptionText.Meaning(option),
    ];
}
