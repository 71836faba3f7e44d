using FerroGate.Core.Stored;

namespace FerroGate.Ai.Envelopes;

/// <summary>A request names something that a provider may have stored.</summary>
/// <param name="Path">Where the name stands, in the dialect's words.</param>
/// <param name="Id">The name.</param>
/// <param name="Kind">What it names.</param>
/// <param name="Need">What the request is without it.</param>
public sealed record StoredReference(string Path, string Id, StoredKind Kind, StoredNeed Need = StoredNeed.Always);
