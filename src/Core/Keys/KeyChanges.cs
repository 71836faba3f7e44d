namespace FerroGate.Core.Keys;

/// <summary>What changed in the store since a version of it.</summary>
/// <param name="Version">Its version now.</param>
/// <param name="Changes">Each key that changed, once.</param>
public sealed record KeyChanges(long Version, IReadOnlyList<KeyChange> Changes);
