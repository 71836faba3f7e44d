using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects;

/// <summary>What one event of a stream says.</summary>
/// <param name="Kind">What the gateway does with it.</param>
/// <param name="Usage">The counters as far as they are known with this event; <c>null</c> where it has none.</param>
/// <param name="ContentBytes">Bytes of text, reasoning and tool arguments in it.</param>
/// <param name="Finishes">How many choices in it have their finish reason, in a dialect whose streams may end with that.</param>
/// <param name="Finished">How many choices of the stream have it by now, each counted once.</param>
public readonly record struct EventFacts(EventKind Kind, TokenUsage? Usage, int ContentBytes, int Finishes, long Finished = 0)
{
    /// <summary>Bytes of content that another exchange pays for.</summary>
    public int PaidBytes { get; init; }

    /// <summary>It only says that a text is complete, of which everything has come.</summary>
    public bool EndsPart { get; init; }

    /// <summary>The answer as its provider stores it, where this event tells anything new of that.</summary>
    public StoredAnswer? Stored { get; init; }
}
