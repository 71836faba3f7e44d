using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Servers;

/// <summary>What happens to a field of a log.</summary>
public sealed record LogFilterConfig
{
    /// <summary>The field, such as <c>request&gt;headers&gt;Authorization</c>.</summary>
    public Setting<string>? Field { get; init; }

    /// <summary><c>delete</c> or <c>replace</c>.</summary>
    public Setting<LogFilterKind>? Kind { get; init; }

    public Setting<string>? Value { get; init; }
}
