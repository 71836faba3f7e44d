namespace FerroGate.Core.Snapshot;

/// <summary>What the gateway shows to a provider. It never prints its secret; two of the same secret are equal.</summary>
public sealed record ProviderCredential
{
    private ProviderCredential(string? secret, string? missing)
    {
        Secret = secret;
        Missing = missing;
    }

    /// <summary>The provider asks for none.</summary>
    public static ProviderCredential None { get; } = new(null, null);

    /// <summary>The secret; <c>null</c> where there is none.</summary>
    public string? Secret { get; }

    /// <summary>The environment variable or the file that should hold the secret and does not; such a provider is skipped.</summary>
    public string? Missing { get; }

    public static ProviderCredential Of(string secret) => new(secret, null);

    public static ProviderCredential MissingAt(string place) => new(null, place);

    public override string ToString() => Secret is null ? "(none)" : "(secret)";
}
