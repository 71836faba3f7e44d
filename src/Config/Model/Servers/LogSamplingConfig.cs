using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Servers;

/// <summary><c>sampling</c> of a log: of many equal lines only some are written.</summary>
public sealed record LogSamplingConfig
{
    public Setting<TimeSpan>? Interval { get; init; }

    /// <summary>So many of each interval are written.</summary>
    public Setting<int>? First { get; init; }

    /// <summary>After those, one of so many.</summary>
    public Setting<int>? Thereafter { get; init; }
}
