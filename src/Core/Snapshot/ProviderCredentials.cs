namespace FerroGate.Core.Snapshot;

/// <summary>The credentials of a provider, used in turn; at least one. Two lists of the same secrets are equal.</summary>
public sealed class ProviderCredentials(IReadOnlyList<ProviderCredential> all) : IEquatable<ProviderCredentials>
{
    public IReadOnlyList<ProviderCredential> All { get; } = all;

    public static implicit operator ProviderCredentials(ProviderCredential one) => new([one]);

    public bool Equals(ProviderCredentials? other) => other is not null && All.SequenceEqual(other.All);

    public override bool Equals(object? obj) => Equals(obj as ProviderCredentials);

    public override int GetHashCode() => All.Aggregate(0, HashCode.Combine);

    public override string ToString() => $"({All.Count} secrets)";
}
