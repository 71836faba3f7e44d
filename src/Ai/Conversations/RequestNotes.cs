using FerroGate.Ai.Splicing;

namespace FerroGate.Ai.Conversations;

/// <summary>What a writer of requests has to tell: what it lost, and what it had to add.</summary>
public sealed class RequestNotes
{
    private readonly List<string> _added = [];

    public Losses Losses { get; } = new();

    /// <summary>The members that the provider's protocol wants and the client did not give, in the provider's words.</summary>
    public IReadOnlyList<string> Added => _added;

    /// <summary>Makes the request ask for usage in its stream, in a protocol that must be asked.</summary>
    public BodyEdit? UsageEdit { get; set; }

    /// <summary>The output limit that was written, where it is higher than the one that the client gave.</summary>
    public long? RaisedLimit { get; set; }

    public void Add(string member) => _added.Add(member);
}
