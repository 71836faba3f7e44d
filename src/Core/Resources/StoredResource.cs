namespace FerroGate.Core.Resources;

/// <summary>A resource that was made through the admin API.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Its name among its kind.</param>
/// <param name="Json">What it says, with the keys of the config; secrets are sealed in it.</param>
/// <param name="Version">Changes with each change of it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was changed last.</param>
public sealed record StoredResource(
    ResourceKind Kind, string Id, string Json, long Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
