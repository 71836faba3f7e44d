using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>What happens to requests that cannot be counted.</summary>
internal static class FailForm
{
    public static ValueForm<bool> Value { get; } = Forms.Choice(("open", false), ("closed", true));
}
