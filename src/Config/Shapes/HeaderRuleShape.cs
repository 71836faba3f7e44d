using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary>A change of a header: <c>[+|-|?|&gt;]NAME [VALUE]</c>, or <c>NAME FIND REPLACEMENT</c>.</summary>
internal static class HeaderRuleShape
{
    private static readonly (string Word, HeaderOperation Operation, string Prefix)[] Operations =
    [
        ("set", HeaderOperation.Set, ""),
        ("add", HeaderOperation.Add, "+"),
        ("delete", HeaderOperation.Delete, "-"),
        ("default", HeaderOperation.Default, "?"),
        ("set_late", HeaderOperation.SetLate, ">"),
        ("replace", HeaderOperation.Replace, ""),
        ("replace_late", HeaderOperation.ReplaceLate, ">"),
    ];

    /// <summary>For answers.</summary>
    public static Shape<HeaderRuleConfig> OfResponse { get; } = Make(_ => true);

    /// <summary>For requests, of which nothing is sent late and nothing has a default.</summary>
    public static Shape<HeaderRuleConfig> OfRequest { get; } = Make(operation =>
        operation is HeaderOperation.Set or HeaderOperation.Add or HeaderOperation.Delete or HeaderOperation.Replace);

    private static Shape<HeaderRuleConfig> Make(Func<HeaderOperation, bool> isKnown)
    {
        var operation = Forms.Choice<HeaderOperation>(
            [.. Operations.Where(known => isKnown(known.Operation)).Select(known => (known.Word, known.Operation))]);
        return new Shape<HeaderRuleConfig>(Arguments.Of(
            isKnown(HeaderOperation.Default) ? "[+|-|?|>]<name> [<value>|<find> <replacement>]" : "[+|-]<name> [<value>|<find> <replacement>]",
            (line, context) => Split(line, isKnown, context),
            Join))
        {
            Check = CheckRule,
        }
            .Value("operation", operation, rule => new(rule.Operation, default), (rule, value) => rule with { Operation = value.Value },
                "What is done.", OptionPlace.Line, fallback: "set")
            .Value("name", Forms.Text.Such("header name", "X-Frame-Options"), rule => rule.Name, (rule, name) => rule with { Name = name },
                "The header; one that is deleted may begin or end with `*`.", OptionPlace.Line, required: true)
            .Value("find", Forms.Regexp, rule => rule.Find, (rule, find) => rule with { Find = find },
                "What is replaced in its values.", OptionPlace.Line)
            .Value("value", Forms.HeaderValue, rule => rule.Value, (rule, value) => rule with { Value = value },
                "Its value, or what takes the place of what was found.", OptionPlace.Line);
    }

    private static List<OptionEntry> Split(OptionEntry line, Func<HeaderOperation, bool> isKnown, ConfigContext context)
    {
        Arguments.RefuseWords(line, 3, context);
        if (line.Values is not [var first, ..])
            return [];

        OptionValue[] rest = [.. line.Values.Skip(1)];
        var replaces = rest.Length >= 2;
        var operation = first.Text.FirstOrDefault() switch
        {
            '+' => HeaderOperation.Add,
            '-' => HeaderOperation.Delete,
            '?' => HeaderOperation.Default,
            '>' => replaces ? HeaderOperation.ReplaceLate : HeaderOperation.SetLate,
            _ => replaces ? HeaderOperation.Replace : HeaderOperation.Set,
        };
        var (word, _, prefix) = Array.Find(Operations, known => known.Operation == operation);
        if (!isKnown(operation))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidHeader, first.Span, $"the prefix {prefix} is for headers of answers, and these are of requests");
            return [];
        }

        // A colon after the name is what people copy from elsewhere; Caddy takes it off too.
        var name = first.Text[prefix.Length..].TrimEnd(':');
        var nameSpan = name.Length > 0 ? first.Span.Find(name) : first.Span;
        List<OptionEntry> entries =
        [
            Arguments.Part(line, "operation", first with { Text = word }),
            Arguments.Part(line, "name", first with { Text = name, Span = nameSpan }),
        ];
        if (replaces)
            entries.Add(Arguments.Part(line, "find", rest[0]));

        if (rest.Length > 0)
            entries.Add(Arguments.Part(line, "value", rest[replaces ? 1 : 0]));

        return entries;
    }

    private static IEnumerable<OptionValue> Join(List<OptionEntry> entries)
    {
        var word = Arguments.Take(entries, "operation")!.Values[0].Text;
        var name = Arguments.Take(entries, "name")!.Values[0];
        var prefix = Array.Find(Operations, known => known.Word == word).Prefix;
        return
        [
            name with { Text = prefix + name.Text },
            .. Arguments.Take(entries, "find")?.Values ?? [],
            .. Arguments.Take(entries, "value")?.Values ?? [],
        ];
    }

    private static void CheckRule(HeaderRuleConfig rule, OptionEntry owner, ConfigContext context)
    {
        if (rule.Name is { } name && !IsName(name.Value, rule.Operation))
            context.Diagnostics.Error(DiagnosticCodes.InvalidHeader, name.Span, $"`{name.Value}` does not name a header");

        if (rule is { Operation: HeaderOperation.Delete, Value: { } value })
            context.Diagnostics.Error(DiagnosticCodes.UnexpectedArgument, value.Span, "a header that is deleted has no value");
        else if (rule is { Name: not null, Value: null } and not { Operation: HeaderOperation.Delete } && !HasValue(owner))
            SayValueIsMissing(rule, owner, context);

        var replaces = rule.Operation is HeaderOperation.Replace or HeaderOperation.ReplaceLate;
        if (replaces != rule.Find is not null)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.MissingOption, rule.Find?.Span ?? owner.NameSpan, "`find` and the operation `replace` belong together");
        }
    }

    // One that is there and wrong has been complained about.
    private static bool HasValue(OptionEntry owner) => owner.Form == EntryForm.Words
        ? owner.Values.Count > 1
        : owner.Block?.Any(entry => entry.Name == "value") == true;

    private static void SayValueIsMissing(HeaderRuleConfig rule, OptionEntry owner, ConfigContext context) =>
        context.Diagnostics.Error(
            DiagnosticCodes.MissingArgument,
            owner.NameSpan,
            owner.UnsetVariable is { } variable
                ? $"`{owner.Name}` has no value, because the environment variable {variable} is not set"
                : $"`{owner.Name}` wants a value after the header's name",
            $"write -{rule.Name?.Value} to take the header away");

    // Several headers of one beginning or end can be taken away at once.
    private static bool IsName(string text, HeaderOperation operation)
    {
        var name = operation == HeaderOperation.Delete && text.Length > 1 ? text.Trim('*') : text;
        return HeaderNameForm.IsName(name) && !name.Contains('*', StringComparison.Ordinal);
    }
}
