using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Core.Exchanges;

namespace FerroGate.Config.Shapes;

/// <summary><c>on_disconnect cancel</c> and <c>on_disconnect drain 30s</c>.</summary>
internal static class DisconnectShape
{
    public const string Meaning = "What becomes of an answer whose client has gone.";

    public static Shape<DisconnectConfig> Shape { get; } = new Shape<DisconnectConfig>(Arguments.InOrder("action", "time"))
    {
        Check = Check,
    }
        .Value("action", Action, disconnect => disconnect.Action, (disconnect, action) => disconnect with { Action = action },
            "Whether its provider is told at once, or it is read on so that what the provider reports at its end is settled.", OptionPlace.Line, required: true)
        .Value("time", Forms.Duration, disconnect => disconnect.Time, (disconnect, time) => disconnect with { Time = time },
            "With `drain`: for how long it is read on.", OptionPlace.Line);

    private static ValueForm<DisconnectAction> Action => Forms.Choice(("cancel", DisconnectAction.Cancel), ("drain", DisconnectAction.Drain));

    // A time that is wrong has been complained about.
    private static bool SaysTime(OptionEntry entry) => entry.Values.Count > 1 || entry.Block?.Any(option => option.Name == "time") is true;

    private static void Check(DisconnectConfig disconnect, OptionEntry entry, ConfigContext context)
    {
        if (disconnect.Action is not { } action || (action.Value == DisconnectAction.Drain) == (disconnect.Time is not null))
            return;

        if (disconnect.Time is { } time)
            context.Diagnostics.Error(DiagnosticCodes.ConflictingOptions, time.Span, "only `on_disconnect drain` takes a time");
        else if (!SaysTime(entry))
            context.Diagnostics.Error(DiagnosticCodes.MissingArgument, action.Span, "`on_disconnect drain` wants a time, such as 30s");
    }
}
