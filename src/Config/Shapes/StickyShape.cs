using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Core.Routing;

namespace FerroGate.Config.Shapes;

/// <summary><c>sticky header NAME</c>, <c>sticky key</c> and <c>sticky prefix</c>.</summary>
internal static class StickyShape
{
    public static Shape<StickyConfig> Shape { get; } = new Shape<StickyConfig>(Arguments.InOrder("by", "name"))
    {
        Check = Check,
    }
        .Value("by", By, sticky => sticky.By, (sticky, by) => sticky with { By = by },
            "What requests that belong together have in common: a header, their key, or how the conversation begins.", OptionPlace.Line, required: true)
        .Value("name", HeaderNameForm.Value, sticky => sticky.Header, (sticky, name) => sticky with { Header = name },
            "The name of the header.", OptionPlace.Line);

    private static ValueForm<StickyBy> By => Forms.Choice(("header", StickyBy.Header), ("key", StickyBy.Key), ("prefix", StickyBy.Prefix));

    // A name that is wrong has been complained about.
    private static bool Names(OptionEntry entry) => entry.Values.Count > 1 || entry.Block?.Any(option => option.Name == "name") is true;

    private static void Check(StickyConfig sticky, OptionEntry entry, ConfigContext context)
    {
        if (sticky.By is not { } by || (by.Value == StickyBy.Header) == (sticky.Header is not null))
            return;

        if (sticky.Header is { } name)
            context.Diagnostics.Error(DiagnosticCodes.ConflictingOptions, name.Span, "only `sticky header` takes the name of a header");
        else if (!Names(entry))
            context.Diagnostics.Error(DiagnosticCodes.MissingArgument, by.Span, "`sticky header` wants the name of the header");
    }
}
