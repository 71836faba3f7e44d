using FerroGate.Core.Resources;

namespace FerroGate.Admin.Resources;

/// <summary>A resource that is in force.</summary>
/// <param name="Id">What it is called.</param>
/// <param name="Json">What it says, without secrets.</param>
/// <param name="Stored">How the store has it; <c>null</c> where the config file defines it.</param>
public sealed record ResourceItem(string Id, string Json, StoredResource? Stored);
