using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>How much may be asked at once and in a minute.</summary>
public sealed record LimitConfig
{
    public required Setting<string> Name { get; init; }

    public QuotaScopeConfig Scope { get; init; } = new();

    public Setting<long>? RequestsPerMinute { get; init; }

    public Setting<long>? TokensPerMinute { get; init; }

    public Setting<long>? ConcurrentRequests { get; init; }

    /// <summary>In bytes.</summary>
    public Setting<long>? RequestSize { get; init; }

    /// <summary>Requests are refused while it cannot be counted.</summary>
    public Setting<bool>? IsStrict { get; init; }

    public Setting<bool>? Enabled { get; init; }
}
