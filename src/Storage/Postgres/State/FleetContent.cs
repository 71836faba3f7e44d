namespace FerroGate.Storage.Postgres.State;

/// <summary>What a fleet has that a copy is to have, too.</summary>
/// <param name="Mark">The state that it is of.</param>
internal sealed record FleetContent(FleetMark Mark)
{
    /// <summary><see cref="Keys"/> are all of them, and not those that changed.</summary>
    public bool HasAllKeys { get; init; }

    public IReadOnlyList<CopiedRow> Keys { get; init; } = [];

    /// <summary>Keys that are gone, among those that changed.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];

    /// <summary>All resources in their order; <c>null</c> where they have not changed.</summary>
    public IReadOnlyList<CopiedRow>? Resources { get; init; }
}
