using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;

namespace FerroGate.Core.Aggregates;

/// <summary>Whose usage it is, and of what: the value of each <see cref="UsageDimension"/>.</summary>
public sealed record UsageSubject(Tenant Tenant, string KeyId, string Model, string? Provider, string? ProviderModel)
{
    /// <summary>The same whoever asked: without key and user.</summary>
    public UsageSubject OfAll => this with { Tenant = Tenant with { UserId = null }, KeyId = "" };

    public static UsageSubject Of(LedgerEntry entry) => new(entry.Tenant, entry.KeyId, entry.Model, entry.Provider, entry.ProviderModel);
}
