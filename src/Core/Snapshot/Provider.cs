namespace FerroGate.Core.Snapshot;

/// <summary>An upstream that answers AI requests.</summary>
public sealed record Provider
{
    public required string Name { get; init; }

    /// <summary>One of the provider kinds of the vocabulary.</summary>
    public required string Kind { get; init; }

    /// <summary>The URL that paths are appended to, without a slash at its end.</summary>
    public required Uri BaseUrl { get; init; }

    public required bool Enabled { get; init; }

    /// <summary>What it is shown; one of them at a time.</summary>
    public required ProviderCredentials Credentials { get; init; }

    /// <summary>What each request to it has beside our own headers and those of clients that pass.</summary>
    public ProviderHeaders Headers { get; init; } = ProviderHeaders.None;

    /// <summary>What it is shown now: the first where nobody has chosen.</summary>
    public ProviderCredential Credential => Credentials.All[0];

    /// <summary>Streams that do not ask for usage are made to, so that the ledger has the provider's own numbers.</summary>
    public required bool InjectStreamUsage { get; init; }

    /// <summary>
    /// The protocols that it is asked in, as config names them, with spaces between; empty is what its kind speaks. One text, so that
    /// two providers that are alike are equal.
    /// </summary>
    public string Speaks { get; init; } = "";

    /// <summary>It is connected to at addresses of the public internet only.</summary>
    public bool IsPublicOnly { get; init; }

    public required EchoSettings Echo { get; init; }
}
