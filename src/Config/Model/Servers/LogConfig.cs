using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Servers;

/// <summary><c>log</c>: a log, and what it holds. Of a site it is the access log, of the gateway what it says of itself.</summary>
public sealed record LogConfig(SourceSpan Span)
{
    public Setting<string>? Name { get; init; }

    /// <summary>Only requests to these hosts.</summary>
    public IReadOnlyList<Setting<string>> Hostnames { get; init; } = [];

    /// <summary>Where lines go.</summary>
    public LogOutputConfig? Output { get; init; }

    /// <summary><c>console</c> or <c>json</c>.</summary>
    public LogFormatConfig? Format { get; init; }

    public Setting<LogLevelName>? Level { get; init; }

    public LogSamplingConfig? Sampling { get; init; }
}
