using FerroGate.Config.Text;
using FerroGate.Core.Limits;

namespace FerroGate.Config.Model.Ai;

/// <summary>How much may be spent in a time.</summary>
public sealed record BudgetConfig
{
    public required Setting<string> Name { get; init; }

    public QuotaScopeConfig Scope { get; init; } = new();

    /// <summary>In US dollars; this or <see cref="Tokens"/>.</summary>
    public Setting<decimal>? Usd { get; init; }

    public Setting<long>? Tokens { get; init; }

    public Setting<PeriodKind>? Period { get; init; }

    public Setting<BudgetEnd>? AtEnd { get; init; }

    /// <summary>In percent.</summary>
    public IReadOnlyList<Setting<int>> AlertAt { get; init; } = [];

    public Setting<string>? Webhook { get; init; }

    /// <summary>It was made by API, and its webhook may be an address of the public internet only.</summary>
    public bool IsPublicOnly { get; init; }

    /// <summary>Requests are refused while it cannot be counted.</summary>
    public Setting<bool>? IsStrict { get; init; }

    public Setting<bool>? Enabled { get; init; }
}
