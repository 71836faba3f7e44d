namespace FerroGate.Core.Snapshot;

/// <summary>The headers that every request to a provider has. Two lists of the same headers are equal; values may be secrets, and are not printed.</summary>
public sealed class ProviderHeaders(IReadOnlyList<KeyValuePair<string, string>> all) : IEquatable<ProviderHeaders>
{
    public static ProviderHeaders None { get; } = new([]);

    public IReadOnlyList<KeyValuePair<string, string>> All { get; } = all;

    public bool Equals(ProviderHeaders? other) => other is not null && All.SequenceEqual(other.All);

    public override bool Equals(object? obj) => Equals(obj as ProviderHeaders);

    public override int GetHashCode() => All.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Join(", ", All.Select(header => header.Key));
}
