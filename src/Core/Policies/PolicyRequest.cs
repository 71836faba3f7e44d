using System.Net;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Policies;

/// <summary>A request as policies see it.</summary>
/// <param name="Key">Whose it is.</param>
/// <param name="Asked">The name of the model that the client asks for.</param>
/// <param name="Model">The model's own name.</param>
public readonly record struct PolicyRequest(VirtualKey Key, string Asked, string Model)
{
    /// <summary>The answer is to be streamed.</summary>
    public bool Streaming { get; init; }

    /// <summary>It offers tools.</summary>
    public bool Tools { get; init; }

    /// <summary>The most output that it asks for, in tokens.</summary>
    public long OutputTokens { get; init; }

    /// <summary>The protocol that the client speaks.</summary>
    public string Dialect { get; init; } = "";

    /// <summary>The client's address; <c>null</c> where it has none.</summary>
    public IPAddress? Client { get; init; }

    /// <summary>What the client says of it, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>When it came.</summary>
    public DateTimeOffset At { get; init; }
}
