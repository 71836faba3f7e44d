using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects;

/// <summary>An answer that its provider stores, so that later requests can name it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Parts">What belongs to it and has names of its own.</param>
/// <param name="Usage">What it has cost, as far as that is known.</param>
public sealed record StoredAnswer(string Id, StoredStatus Status, IReadOnlyList<StoredPart> Parts, TokenUsage Usage);
