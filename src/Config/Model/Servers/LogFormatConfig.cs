using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Servers;

/// <summary><c>format</c> of a log.</summary>
public sealed record LogFormatConfig
{
    public Setting<LogFormatKind>? Kind { get; init; }

    /// <summary><c>format filter</c>: fields that are changed before they are written.</summary>
    public IReadOnlyList<LogFilterConfig> Filters { get; init; } = [];

    /// <summary><c>format filter</c>: the format behind it.</summary>
    public Setting<LogFormatKind>? Wrap { get; init; }
}
