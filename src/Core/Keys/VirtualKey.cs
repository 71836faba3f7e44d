using System.Net;
using FerroGate.Core.Addresses;

namespace FerroGate.Core.Keys;

/// <summary>A client's key as the gateway knows it: everything but the secret.</summary>
public sealed record VirtualKey
{
    /// <summary>What ids of the holders of tokens begin with, and no others.</summary>
    public const string TokenPrefix = "jwt:";

    /// <summary>The name by which config, ledger and answers speak of the key.</summary>
    public required string Id { get; init; }

    public required KeyHash Hash { get; init; }

    /// <summary>The hash of the secret before, which goes on for a while when a key is rotated; <c>null</c> where there is none.</summary>
    public KeyHash? PreviousHash { get; init; }

    /// <summary>From this moment on the secret before is accepted no longer.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>A human's name for it, where one was given.</summary>
    public string? Name { get; init; }

    public bool Enabled { get; init; } = true;

    public Scope Scopes { get; init; } = Scope.DataPlane;

    public Tenant Tenant { get; init; } = Tenant.None;

    /// <summary>Names of models that the key may and may not use.</summary>
    public NameRules Models { get; init; } = NameRules.Everything;

    /// <summary>Names of providers that the key may and may not reach.</summary>
    public NameRules Providers { get; init; } = NameRules.Everything;

    /// <summary>Requests in any 60 seconds that begin with a second of the clock; <c>null</c> is no limit.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Input and output tokens in a calendar month (UTC); <c>null</c> is no limit.</summary>
    public long? MonthlyTokenBudget { get; init; }

    /// <summary>From this moment on the key is expired; <c>null</c> is never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>From where the key may be used; <c>null</c> is from everywhere.</summary>
    public AddressRanges? Clients { get; init; }

    /// <summary>What its owner notes about it, by name; policies may go by it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>What cannot be said in a provider's protocol is an error, and not only named.</summary>
    public bool TranslatesStrictly { get; init; }

    /// <summary>Providers are told the output that is held for a request.</summary>
    public bool CapsOutput { get; init; }

    /// <summary>Bodies of its requests are recorded where the config asks for that, too.</summary>
    public bool LogsBodies { get; init; }

    /// <summary>What messages call it: the id, and the name for humans where there is one.</summary>
    public string Label => Name is null ? Id : $"{Id} ({Name})";

    /// <summary>The presented secret is the one before, and its time is over.</summary>
    public bool WasReplaced(KeyHash presented, DateTimeOffset now) => presented != Hash && !(now < PreviousUntil);

    /// <summary>The key may be used from this address; where it may not from everywhere, no address is none of the right ones.</summary>
    public bool IsOpenTo(IPAddress? client) => Clients is null || Clients.Contain(client);

    public bool IsExpired(DateTimeOffset now) => ExpiresAt is { } end && end <= now;
}
