namespace FerroGate.Core.Keys;

/// <summary>A key of the store.</summary>
/// <param name="Key">The key.</param>
/// <param name="Version">Changes with each change of it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastUsedAt">When it was used last, as far as it is written down; <c>null</c> is never.</param>
public sealed record StoredKey(VirtualKey Key, long Version, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);
