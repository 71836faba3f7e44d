using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary>One change of a query: <c>name value</c>, <c>+name value</c>, <c>-name</c>, <c>name&gt;new</c>, <c>name find new</c>.</summary>
internal static class QueryRuleShape
{
    private const char Arrow = '>';

    public static Shape<QueryRuleConfig> Shape { get; } = new Shape<QueryRuleConfig>(Arguments.Of("[+|-]<name> [<find>] [<value>]", Split, Join))
    {
        Check = Check,
    }
        .Value("operation", Operation, rule => new(rule.Operation, default), (rule, operation) => new QueryRuleConfig(operation.Value) { Name = rule.Name, Find = rule.Find, Value = rule.Value },
            "What is done.", OptionPlace.Line, fallback: "set")
        .Value("name", Forms.Template.Such("parameter", "page"), rule => rule.Name, (rule, name) => rule with { Name = name },
            "The parameter.", OptionPlace.Line, required: true)
        .Value("find", Forms.Regexp, rule => rule.Find, (rule, find) => rule with { Find = find },
            "Operation `replace`: the regular expression; its parameter may be `*`, which is every one.", OptionPlace.Line)
        .Value("value", Forms.Template, rule => rule.Value, (rule, value) => rule with { Value = value },
            "The value, the new name, or what takes the place.", OptionPlace.Line);

    private static ValueForm<QueryOperation> Operation => Forms.Choice(
        ("set", QueryOperation.Set), ("add", QueryOperation.Add), ("delete", QueryOperation.Delete), ("rename", QueryOperation.Rename), ("replace", QueryOperation.Replace));

    private static IEnumerable<OptionEntry> Split(OptionEntry line, ConfigContext context)
    {
        Arguments.RefuseWords(line, 3, context);
        if (line.Values is not [var first, ..])
            return [];

        OptionValue[] rest = [.. line.Values.Skip(1)];
        var arrow = first.Text.IndexOf(Arrow, StringComparison.Ordinal);
        if (arrow > 0 && rest.Length == 0)
        {
            return
            [
                Word(line, first, "operation", "rename"),
                Word(line, first, "name", first.Text[..arrow]),
                Word(line, first, "value", first.Text[(arrow + 1)..]),
            ];
        }

        var operation = first.Text[0] switch { '+' => "add", '-' => "delete", _ when rest.Length > 1 => "replace", _ => "set" };
        List<OptionEntry> entries =
        [
            Word(line, first, "operation", operation),
            Word(line, first, "name", operation is "set" or "replace" ? first.Text : first.Text[1..]),
        ];
        if (rest is [var find, var replacement])
            entries.AddRange([Arguments.Part(line, "find", find), Arguments.Part(line, "value", replacement)]);
        else if (rest is [var value])
            entries.Add(Arguments.Part(line, "value", value));

        return entries;
    }

    private static OptionEntry Word(OptionEntry line, OptionValue word, string name, string text) =>
        Arguments.Part(line, name, word with { Text = text });

    private static IEnumerable<OptionValue> Join(List<OptionEntry> entries)
    {
        var operation = Arguments.Take(entries, "operation")?.Values[0].Text ?? "set";
        var name = Arguments.Take(entries, "name")!.Values[0];
        var find = Arguments.Take(entries, "find")?.Values[0];
        var value = Arguments.Take(entries, "value")?.Values[0];
        return operation switch
        {
            "rename" => [name with { Text = $"{name.Text}{Arrow}{value?.Text}" }],
            "add" => [name with { Text = $"+{name.Text}" }, .. value is { } added ? [added] : Array.Empty<OptionValue>()],
            "delete" => [name with { Text = $"-{name.Text}" }],
            "replace" => [name, find!.Value, value!.Value],
            _ => [name, .. value is { } set ? [set] : Array.Empty<OptionValue>()],
        };
    }

    private static void Check(QueryRuleConfig rule, OptionEntry owner, ConfigContext context)
    {
        // Of a line that replaces, what is missing was said where its words were read.
        var isLine = owner.Form != EntryForm.Table;
        switch (rule)
        {
            case { Find: { } find } and not { Operation: QueryOperation.Replace }:
                context.Diagnostics.Error(DiagnosticCodes.UnexpectedArgument, find.Span, "only `name find replacement` looks for something");
                break;
            case { Operation: QueryOperation.Delete, Value: { } value }:
                context.Diagnostics.Error(DiagnosticCodes.UnexpectedArgument, value.Span, "a parameter that is deleted has no value");
                break;
            case { Operation: QueryOperation.Delete } or { Operation: QueryOperation.Replace } when isLine:
                break;
            case { Operation: QueryOperation.Replace, Find: null }:
                context.Diagnostics.Error(DiagnosticCodes.MissingArgument, owner.NameSpan, "a replacement wants to know what is replaced");
                break;
            case { Value: null } and not { Operation: QueryOperation.Delete }:
                context.Diagnostics.Error(DiagnosticCodes.MissingArgument, owner.NameSpan, "a parameter wants a value", "write `-name` to delete it");
                break;
            default:
                break;
        }
    }
}
