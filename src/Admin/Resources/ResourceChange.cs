using FerroGate.Admin.Configs;

namespace FerroGate.Admin.Resources;

/// <summary>What became of a change to a resource.</summary>
/// <param name="Status">The HTTP status that says it.</param>
/// <param name="Item">The resource as it is now; <c>null</c> where it is gone or nothing has changed.</param>
/// <param name="Detail">Why nothing has changed.</param>
/// <param name="Diagnostics">What is wrong with what was sent, with its places.</param>
public sealed record ResourceChange(int Status, ResourceItem? Item = null, string? Detail = null, IReadOnlyList<DiagnosticView>? Diagnostics = null);
