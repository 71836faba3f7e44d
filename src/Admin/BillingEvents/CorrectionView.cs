using System.Text.Json.Serialization;
using FerroGate.Admin.Lists;
using FerroGate.Core.Ledger;

namespace FerroGate.Admin.BillingEvents;

/// <summary>What an entry comes to with its corrections.</summary>
public sealed record CorrectionView
{
    [JsonPropertyName("object")]
    public string Kind { get; } = "correction";

    /// <summary>The exchange whose entry was put right.</summary>
    public required string ExchangeId { get; init; }

    public required int? FailedAttempt { get; init; }

    /// <summary>The correction that was made last; <c>null</c> where there is none.</summary>
    public required BillingEventView? Correction { get; init; }

    /// <summary>The sum of the entry and all its corrections.</summary>
    public required UsageView Usage { get; init; }

    /// <summary>The sum of their costs, in billionths of a US dollar; <c>null</c> while it is unknown.</summary>
    [JsonPropertyName("cost_nano_usd")]
    public required long? CostNanoUsd { get; init; }

    public static CorrectionView Of(CorrectedEntry entry) => new()
    {
        ExchangeId = entry.Own.ExchangeId.ToString(),
        FailedAttempt = entry.Own.FailedAttempt,
        Correction = entry.Corrections is [.., var last] ? BillingEventView.Of(last) : null,
        Usage = UsageView.Of(entry.Sum.Usage),
        CostNanoUsd = entry.Cost?.Value,
    };
}
