using FerroGate.Admin.Configs;

namespace FerroGate.Admin.ApiKeys;

/// <summary>What became of a change to a key.</summary>
/// <param name="Status">The HTTP status that says it.</param>
/// <param name="Item">The key as it is now; <c>null</c> where it is gone or nothing has changed.</param>
/// <param name="Detail">Why nothing has changed.</param>
/// <param name="Diagnostics">What is wrong with what was sent.</param>
public sealed record KeyAnswer(int Status, KeyItem? Item = null, string? Detail = null, IReadOnlyList<DiagnosticView>? Diagnostics = null)
{
    /// <summary>A new secret, told this once.</summary>
    public string? Secret { get; init; }
}
