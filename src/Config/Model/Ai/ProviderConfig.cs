using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>An upstream that answers AI requests.</summary>
public sealed record ProviderConfig
{
    public required Setting<string> Name { get; init; }

    /// <summary>One of the vocabulary's provider kinds; the default is <c>openai</c>.</summary>
    public Setting<string>? Kind { get; init; }

    /// <summary>An absolute http or https URL; the kinds that have a well-known one may leave it out.</summary>
    public Setting<string>? BaseUrl { get; init; }

    public Setting<SecretConfig>? ApiKey { get; init; }

    /// <summary>Several, used in turn; not beside <see cref="ApiKey"/>.</summary>
    public IReadOnlyList<Setting<SecretConfig>> ApiKeys { get; init; } = [];

    /// <summary>What each request to it has beside our own headers and those of clients that pass.</summary>
    public IReadOnlyList<ProviderHeaderConfig> Headers { get; init; } = [];

    /// <summary>The protocols that it is asked in, the one that others are translated to first; empty is what its kind speaks.</summary>
    public IReadOnlyList<Setting<string>> Speaks { get; init; } = [];

    /// <summary>How long it may take.</summary>
    public TimeoutsConfig? Timeouts { get; init; }

    /// <summary>It was made by API, and may be an address of the public internet only.</summary>
    public bool IsPublicOnly { get; init; }

    public Setting<bool>? Enabled { get; init; }

    /// <summary><c>inject</c> (default) asks for usage in streams that did not; <c>off</c> leaves them alone.</summary>
    public Setting<bool>? StreamUsage { get; init; }

    /// <summary>Kind <c>echo</c>: how long it waits before it answers.</summary>
    public Setting<TimeSpan>? Latency { get; init; }

    /// <summary>Kind <c>echo</c>: how fast it streams.</summary>
    public Setting<int>? TokensPerSecond { get; init; }
}
