using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;

namespace FerroGate.Config.Directives;

/// <summary><c>log_skip</c>.</summary>
internal static class LogSkipDirective
{
    public static IDirective Value { get; } = new Directive<LogSkipConfig>(
        "log_skip", "Leaves the request out of the access log.", span => new LogSkipConfig(span), new Shape<LogSkipConfig>())
    {
        Aliases = ["skip_log"],
    };
}
