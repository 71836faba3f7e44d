using FerroGate.Config.Model.Matchers;
using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes.Proxy;

/// <summary><c>lb_retry_match</c>: matchers without a name.</summary>
internal sealed class RetryMatchOption() : Option<LoadBalancingConfig>(
    "lb_retry_match", "Which requests may be sent again although an upstream may have begun with them: conditions of a matcher. Without it: GET.")
{
    public override bool IsMany => true;

    public override OptionContent Content { get; } = new("block") { Shape = () => MatcherShape.Nameless };

    public override LoadBalancingConfig Read(
        LoadBalancingConfig target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        var matchers = new List<MatcherConfig>(target.RetryMatch);
        foreach (var entry in entries)
        {
            if (MatcherShape.Nameless.Read(new MatcherConfig(), MatcherShape.Normalise(entry), context) is { } matcher)
                matchers.Add(matcher);
        }

        return target with { RetryMatch = matchers };
    }

    public override IEnumerable<OptionEntry> Write(LoadBalancingConfig source, ConfigFormat format) =>
        source.RetryMatch.Select(matcher => MatcherShape.Shorten(MatcherShape.Nameless.WriteEntry(Name, matcher, format) with { IsItem = true }));
}
