using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>map</c>.</summary>
internal static class MapDirective
{
    private const char RegexpPrefix = '~';
    private const string Nothing = "-";

    public static IDirective Value { get; } = new Directive<MapConfig>(
        "map",
        "Sets placeholders to what stands beside the first input that matches.",
        span => new MapConfig(span),
        new Shape<MapConfig>(Arguments.InOrder("source", "destinations...")) { NeedsBlock = true, Check = Check }
            .Value("source", Forms.Template.Such("placeholder", "{host}", "{header.X-Kind}"), map => map.Source,
                (map, source) => map with { Source = source }, "What is looked at.", OptionPlace.Line, required: true)
            .List("destinations", Destination, map => map.Destinations, (map, names) => map with { Destinations = names },
                "The placeholders that are set.", OptionPlace.Line, required: true)
            .Blocks("<input>", () => Row, map => map.Rows, (map, rows) => map with { Rows = rows }, _ => new MapRowConfig(),
                "An input, or a regular expression after `~`, and the value for each placeholder; `-` and what is missing at the end leave one to the default.",
                rest: true, key: "rows")
            .List("default", Forms.Template, map => map.Defaults, (map, values) => map with { Defaults = values },
                "The value for each placeholder where nothing matches."));

    private static Shape<MapRowConfig> Row => field ??= new Shape<MapRowConfig>(Arguments.Of("<input> <outputs...>", SplitRow, JoinRow))
        .Value("input", Forms.AnyText, row => row.Input, (row, input) => row with { Input = input },
            "The source must be this.", OptionPlace.Line)
        .Value("pattern", Forms.Regexp, row => row.Pattern, (row, pattern) => row with { Pattern = pattern },
            "The source must match this; `${1}` in an output is what the first group caught.", OptionPlace.Line)
        .List("outputs", Forms.Template.Such("text with placeholders", "one", Nothing), row => row.Outputs,
            (row, outputs) => row with { Outputs = outputs }, "The value for each placeholder.", OptionPlace.Line, required: true);

    private static ValueForm<string> Destination => new()
    {
        Name = "placeholder",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) =>
        {
            var name = value.Text is ['{', .. var inner, '}'] ? inner : value.Text;
            if (name.Length == 0 || name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('_' or '-' or '.')))
                return reader.Invalid<string>(value, "takes names of placeholders, such as {kind}");

            reader.Context.Placeholders.Define(name);
            return new(name, value.Span);
        },
        Write = name => $"{{{name}}}",
        Examples = ["{kind}", "{other_kind}"],
    };

    private static IEnumerable<OptionEntry> SplitRow(OptionEntry line, ConfigContext context)
    {
        if (line.Values is not [var input, ..])
            return [];

        OptionValue[] outputs = [.. line.Values.Skip(1)];
        var isPattern = input.Text.StartsWith(RegexpPrefix);
        var first = isPattern
            ? Arguments.Part(line, "pattern", input with { Text = input.Text[1..], Span = input.Span.Find(input.Text[1..]) })
            : Arguments.Part(line, "input", input);
        return outputs.Length > 0 ? [first, Arguments.Part(line, "outputs", outputs)] : [first];
    }

    private static IEnumerable<OptionValue> JoinRow(List<OptionEntry> entries)
    {
        if (Arguments.Take(entries, "input")?.Values[0] is not { } input)
        {
            var pattern = Arguments.Take(entries, "pattern")!.Values[0];
            input = pattern with { Text = RegexpPrefix + pattern.Text };
        }

        return [input, .. Arguments.Take(entries, "outputs")?.Values ?? []];
    }

    private static void Check(MapConfig map, OptionEntry owner, ConfigContext context)
    {
        var inputs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in map.Rows)
        {
            var place = row.Input?.Span ?? row.Pattern?.Span ?? owner.NameSpan;
            if (row.Input is null == row.Pattern is null && (row.Input is not null || owner.Form == EntryForm.Table))
                context.Diagnostics.Error(DiagnosticCodes.MissingOption, place, "a row of `map` has one of `input` and `pattern`");

            if (row.Input is { } input && !inputs.Add(input.Value))
                context.Diagnostics.Error(DiagnosticCodes.DuplicateName, place, $"`map` has the input `{input.Value}` twice");

            if (map.Destinations.Count > 0 && row.Outputs.Count > map.Destinations.Count)
                WrongNumber("a row", row.Outputs.Count, map, place, context);
        }

        if (map.Defaults is [var first, ..] && map.Defaults.Count != map.Destinations.Count)
            WrongNumber("the default", map.Defaults.Count, map, first.Span, context);
    }

    private static void WrongNumber(string what, int count, MapConfig map, SourceSpan place, ConfigContext context) =>
        context.Diagnostics.Error(
            DiagnosticCodes.InvalidValue,
            place,
            $"{what} of `map` has {count} {(count == 1 ? "value" : "values")}, and there {(map.Destinations.Count == 1 ? "is 1 placeholder" : $"are {map.Destinations.Count} placeholders")}",
            count < map.Destinations.Count ? "an empty text is a value, too: `default none \"\"`" : null);
}
