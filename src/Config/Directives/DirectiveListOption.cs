using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Matchers;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary>
/// Directives and the matchers among them. In a Caddyfile they are the lines of a block that mean nothing else; in TOML they
/// are the arrays <c>directives</c> and <c>matchers</c>.
/// </summary>
/// <param name="get">The list.</param>
/// <param name="set">Puts it where it belongs.</param>
/// <param name="keepsOrder">They are tried as they are written, and not in the usual order.</param>
internal sealed class DirectiveListOption<T>(
    Func<T, DirectiveListConfig> get, Func<T, DirectiveListConfig, T> set, Func<T, bool>? keepsOrder = null)
    : Option<T>(DirectiveListNames.Key, "What is done with requests.")
{
    public override bool IsMany => true;

    public override bool TakesRest => true;

    public override OptionContent Content { get; } = new("directives") { IsDirectives = true };

    public override bool HasKey(string key) => key is DirectiveListNames.Key or DirectiveListNames.MatchersKey;

    public override T Read(T target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        var errors = context.Diagnostics.ErrorCount;
        var matchers = new List<MatcherConfig>();
        foreach (var entry in entries.Where(DirectiveListNames.IsMatcher))
            ReadMatcher(entry, matchers, context);

        context.Matchers.Enter(matchers);
        List<DirectiveConfig> directives =
        [
            .. entries
                .Where(entry => !DirectiveListNames.IsMatcher(entry))
                .Select(entry => DirectiveTable.Read(entry, context))
                .OfType<DirectiveConfig>(),
        ];
        var sorted = keepsOrder?.Invoke(target) == true ? directives : context.Order.Sort(directives, context.Matchers);
        var unused = context.Matchers.Leave();

        // What is wrong may be what would use it, and what is imported into several places need not be used in each.
        foreach (var name in unused.Select(matcher => matcher.Name!).Where(name => context.Diagnostics.ErrorCount == errors && name.Span.Import is null))
            context.Diagnostics.Warning(DiagnosticCodes.UnusedMatcher, name.Span, $"no directive uses the matcher `@{name.Value}`");

        return set(target, new DirectiveListConfig { Matchers = matchers, Directives = sorted });
    }

    public override IEnumerable<OptionEntry> Write(T source, ConfigFormat format)
    {
        var list = get(source);
        foreach (var matcher in list.Matchers)
        {
            yield return format == ConfigFormat.Toml
                ? MatcherShape.Shape.WriteEntry(DirectiveListNames.MatchersKey, matcher, format) with { IsItem = true }
                : MatcherShape.Shorten(MatcherShape.Shape.WriteEntry(MatcherShape.NamePrefix + matcher.Name!.Value, matcher, format));
        }

        foreach (var directive in list.Directives)
        {
            var entry = DirectiveTable.Write(directive, format);
            yield return format == ConfigFormat.Toml ? entry with { Name = DirectiveListNames.Key, IsItem = true } : entry;
        }
    }

    private static void ReadMatcher(OptionEntry entry, List<MatcherConfig> matchers, ConfigContext context)
    {
        if (entry is { Form: EntryForm.List, Values.Count: 0 })
            return;

        var empty = entry.Form == EntryForm.Words
            ? new MatcherConfig { Name = new(entry.Name[1..], entry.NameSpan) }
            : new MatcherConfig();
        var whole = MatcherShape.Normalise(entry);
        if (MatcherShape.Shape.Read(empty, whole, context) is not { } matcher)
            return;

        if (matcher.Name is not { Value.Length: > 0 } name)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.MissingOption, entry.NameSpan, "a matcher needs a name", "write `@name` before it, or `name` in TOML");
        }
        else if (matchers.Find(other => other.Name!.Value == name.Value) is { } first)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.DuplicateName,
                name.Span,
                $"the matcher `@{name.Value}` is defined already, in line {first.Name!.Span.Line}");
        }
        else if (matcher == new MatcherConfig { Name = name } && !SaysSomething(whole))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.MissingArgument, entry.NameSpan, $"the matcher `@{name.Value}` has no condition", "write `@name path /api/*`");
        }
        else
        {
            matchers.Add(matcher);
        }
    }

    // What was said wrongly has been complained about.
    private static bool SaysSomething(OptionEntry matcher) =>
        matcher.Block?.Any(condition => matcher.Form == EntryForm.Words || condition.Name != "name") == true;
}
