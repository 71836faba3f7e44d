using FerroGate.Config.Model;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Matchers;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A placeholder for what a regular expression caught is of one that some matcher has; else it is always empty.</summary>
internal sealed class CapturesAreThere : IConfigRule
{
    private static readonly string[] Families = ["re.", "http.regexp."];

    public void Check(GatewayConfig config, ConfigContext context)
    {
        // A matcher that is wrong is not in the config.
        if (context.Diagnostics.ErrorCount > 0)
            return;

        var names = config.Sites
            .SelectMany(site => site.ErrorHandlers.Select(handler => handler.Body).Prepend(site.Body))
            .SelectMany(MatchersOf)
            .SelectMany(NamesOf)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var (placeholder, span) in context.Placeholders.Used)
        {
            if (NameIn(placeholder) is { } name && !names.Contains(name))
            {
                context.Diagnostics.Warning(
                    DiagnosticCodes.UnknownPlaceholder,
                    span,
                    $"no matcher has a regular expression of the name `{name}`, so that `{{{placeholder}}}` is always empty",
                    NearestName.HintOrList(name, names));
            }
        }
    }

    // What has no further dot is of a regular expression without a name.
    private static string? NameIn(string placeholder)
    {
        foreach (var family in Families)
        {
            if (placeholder.StartsWith(family, StringComparison.Ordinal))
                return placeholder.IndexOf('.', family.Length) is > 0 and var dot ? placeholder[family.Length..dot] : null;
        }

        return null;
    }

    private static IEnumerable<MatcherConfig> MatchersOf(DirectiveListConfig list) =>
        list.Matchers.Concat(list.Directives.SelectMany(directive => directive.Lists).SelectMany(MatchersOf));

    // One without a name of its own has that of its matcher.
    private static IEnumerable<string> NamesOf(MatcherConfig matcher) => matcher.PathRegexps.Select(regexp => regexp.Name)
        .Concat(matcher.HeaderRegexps.Select(regexp => regexp.Name))
        .Concat(matcher.VariableRegexps.Select(regexp => regexp.Name))
        .Select(name => name ?? matcher.Name)
        .OfType<Setting<string>>()
        .Select(name => name.Value)
        .Concat(matcher.Not.SelectMany(NamesOf));
}
