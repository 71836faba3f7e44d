namespace FerroGate.Storage.Seals;

/// <summary>Which entries are old enough to be taken out.</summary>
/// <param name="Before">What was settled before it is old.</param>
/// <param name="Now">What was settled after it, has a time that cannot be right.</param>
internal sealed record PruneTime(DateTimeOffset Before, DateTimeOffset Now);
