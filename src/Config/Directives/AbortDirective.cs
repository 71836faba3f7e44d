using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;

namespace FerroGate.Config.Directives;

/// <summary><c>abort</c>.</summary>
internal static class AbortDirective
{
    public static IDirective Value { get; } = new Directive<AbortConfig>(
        "abort", "Ends the connection without an answer.", span => new AbortConfig(span), new Shape<AbortConfig>());
}
