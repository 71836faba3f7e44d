using FerroGate.Core.Keys;

namespace FerroGate.Core.Aggregates;

/// <summary>Which usage is asked for, and how it is told apart.</summary>
public sealed record UsageQuery
{
    /// <summary>The beginning of the first hour.</summary>
    public DateTimeOffset From { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>The end of the last hour.</summary>
    public DateTimeOffset Until { get; init; } = UsageSpans.Last;

    /// <summary>Whose; <c>null</c> is everybody's.</summary>
    public IReadOnlyList<Tenant>? Tenants { get; init; }

    /// <summary>Only what has these values; <c>null</c> is unset.</summary>
    public IReadOnlyDictionary<UsageDimension, string?> Filters { get; init; } = new Dictionary<UsageDimension, string?>();

    /// <summary>A sum for each value of these.</summary>
    public IReadOnlyList<UsageDimension> GroupBy { get; init; } = [];

    /// <summary>A sum for each hour, day or month; <c>null</c> for one over the whole time.</summary>
    public UsageSpan? Each { get; init; }

    /// <summary>What it needs to be told apart.</summary>
    public IEnumerable<UsageDimension> Dimensions =>
        [.. Filters.Keys, .. GroupBy, .. Tenants?.SelectMany(UsageSubject.DimensionsOf) ?? []];

    /// <summary>How many sums are passed over.</summary>
    public int Offset { get; init; }

    /// <summary>How many sums are given at most.</summary>
    public required int Limit { get; init; }
}
