using FerroGate.Core.Stored;

namespace FerroGate.Ai.Dialects;

/// <summary>Something of a stored answer that has a name of its own.</summary>
public readonly record struct StoredPart(string Id, StoredKind Kind);
