using FerroGate.Core.Stored;

namespace FerroGate.Ai.Envelopes;

/// <summary>A request names something that a provider may have stored.</summary>
/// <param name="Path">Where the name stands, in the dialect's words.</param>
/// <param name="Id">The name.</param>
/// <param name="Kind">What it names.</param>
/// <param name="IsNeeded">
/// The request means nothing without it. Where it has the content along with the name, a name that is not known is no error: only
/// one that belongs to somebody else is.
/// </param>
public sealed record StoredReference(string Path, string Id, StoredKind Kind, bool IsNeeded = true);
