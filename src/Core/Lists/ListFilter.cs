using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Lists;

/// <summary>Which rows of a list are wanted: those that all of this is true of.</summary>
public sealed record ListFilter
{
    /// <summary>Every row.</summary>
    public static ListFilter None { get; } = new();

    /// <summary>Those of whoever may be seen; <c>null</c> is everybody, and an empty list is nobody.</summary>
    public IReadOnlyList<Tenant>? Tenants { get; init; }

    /// <summary>From this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only these values.</summary>
    public IReadOnlyDictionary<ListField, string> Values { get; init; } = new Dictionary<ListField, string>();

    /// <summary>Only these HTTP statuses, from the first to the last.</summary>
    public (int First, int Last)? Status { get; init; }

    public Ending? Ending { get; init; }

    public ExchangeId? Exchange { get; init; }
}
