using FerroGate.Config.Model.Matchers;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary><c>not</c>: conditions that must not hold together.</summary>
internal sealed class NotOption() : Option<MatcherConfig>("not", "These conditions do not all hold.")
{
    public override bool IsMany => true;

    public override OptionContent Content { get; } = new("block") { Shape = () => MatcherShape.Nameless };

    public override MatcherConfig Read(
        MatcherConfig target, IReadOnlyList<OptionEntry> entries, string owner, ConfigContext context)
    {
        var denied = new List<MatcherConfig>(target.Not);
        foreach (var entry in entries)
        {
            if (MatcherShape.Nameless.Read(new MatcherConfig(), MatcherShape.Normalise(entry), context) is { } matcher)
                denied.Add(matcher);
        }

        return target with { Not = denied };
    }

    public override IEnumerable<OptionEntry> Write(MatcherConfig source, ConfigFormat format) =>
        source.Not.Select(matcher => MatcherShape.Shorten(MatcherShape.Nameless.WriteEntry(Name, matcher, format) with { IsItem = true }));
}
