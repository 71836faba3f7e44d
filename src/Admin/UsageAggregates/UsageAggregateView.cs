using System.Text.Json.Serialization;
using FerroGate.Admin.Lists;
using FerroGate.Core.Aggregates;

namespace FerroGate.Admin.UsageAggregates;

/// <summary>A sum of ledger entries as the admin API shows it.</summary>
public sealed record UsageAggregateView
{
    /// <summary>The first moment of its hour, day or month (UTC); <c>null</c> where it is over the whole time.</summary>
    public required DateTimeOffset? Start { get; init; }

    /// <summary>Its value of each name that it was grouped by; <c>null</c> is unset.</summary>
    public required IReadOnlyDictionary<string, string?> Group { get; init; }

    /// <summary>How many exchanges there were.</summary>
    public required long Requests { get; init; }

    /// <summary>How many billing events, those of failed attempts and corrections among them.</summary>
    public required long Entries { get; init; }

    public required UsageView Usage { get; init; }

    /// <summary>Input and output tokens, as token budgets count them.</summary>
    public required long BudgetTokens { get; init; }

    /// <summary>Billionths of a US dollar: the sum of the known costs.</summary>
    [JsonPropertyName("cost_nano_usd")]
    public required long CostNanoUsd { get; init; }

    /// <summary>How many of the entries were settled without a known cost.</summary>
    public required long UnknownCostEntries { get; init; }

    /// <summary>How many exchanges were settled after a crash, so that nobody knows their output.</summary>
    public required long Unreconciled { get; init; }

    public static UsageAggregateView Of(UsageGroup group, IReadOnlyList<UsageDimension> by) => new()
    {
        Start = group.Start,
        Group = by.Zip(group.Values).ToDictionary(pair => UsageDimensionName.Of(pair.First), pair => pair.Second),
        Requests = group.Sum.Requests,
        Entries = group.Sum.Entries,
        Usage = UsageView.Of(group.Sum.Usage),
        BudgetTokens = group.Sum.BudgetTokens,
        CostNanoUsd = group.Sum.Cost.Value,
        UnknownCostEntries = group.Sum.UnknownCost,
        Unreconciled = group.Sum.Unreconciled,
    };
}
