using FerroGate.Core.Keys;

namespace FerroGate.Admin.ApiKeys;

/// <summary>A key as it is shown.</summary>
/// <param name="Id">What it is called.</param>
/// <param name="Json">What it says, without secret and hash.</param>
/// <param name="KeySource">Where its secret is: <c>env</c>, <c>file</c>, <c>hash</c> or <c>inline</c>.</param>
/// <param name="LastUsedAt">When it was used last; <c>null</c> is never.</param>
/// <param name="Stored">How the store has it; <c>null</c> where the config file defines it.</param>
public sealed record KeyItem(string Id, string Json, string KeySource, DateTimeOffset? LastUsedAt, StoredKey? Stored)
{
    /// <summary>Whose it is.</summary>
    public required Tenant Tenant { get; init; }
}
