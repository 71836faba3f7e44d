using FerroGate.Core.Keys;
using FerroGate.Core.Resources;

namespace FerroGate.Admin.Resources;

/// <summary>A resource that is in force.</summary>
/// <param name="Id">What it is called.</param>
/// <param name="Json">What it says, without secrets.</param>
/// <param name="Stored">How the store has it; <c>null</c> where the config file defines it.</param>
public sealed record ResourceItem(string Id, string Json, StoredResource? Stored)
{
    /// <summary>Whom it is about; <see cref="Tenant.None"/> where it is for all.</summary>
    public Tenant Tenant { get; init; } = Tenant.None;

    /// <summary>Nobody has defined it: there are keys that name it.</summary>
    public bool IsOfKeys { get; init; }
}
