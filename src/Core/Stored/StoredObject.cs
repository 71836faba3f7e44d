using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Stored;

/// <summary>Something that a provider stores, and whose it is.</summary>
public sealed record StoredObject
{
    /// <summary>The name that the provider gave it.</summary>
    public required string Id { get; init; }

    public required StoredKind Kind { get; init; }

    /// <summary>The response that it belongs to; its own name where it is one.</summary>
    public required string ResponseId { get; init; }

    /// <summary>The exchange that made it.</summary>
    public required ExchangeId ExchangeId { get; init; }

    /// <summary>The key that asked for it.</summary>
    public required string KeyId { get; init; }

    /// <summary>On whose behalf.</summary>
    public required Tenant Tenant { get; init; }

    /// <summary>The model that the client named.</summary>
    public required string Model { get; init; }

    public required string Provider { get; init; }

    public required AccountId Account { get; init; }

    /// <summary>The most tokens of input that a request has which goes on from it.</summary>
    public required long ContextTokens { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// The key may see it: it acts for the same tenant, on every level. A key that acts for nobody in particular sees what it made
    /// itself.
    /// </summary>
    public bool BelongsTo(VirtualKey key) => Tenant == Tenant.None ? KeyId == key.Id && key.Tenant == Tenant.None : Tenant == key.Tenant;
}
