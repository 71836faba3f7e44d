using FerroGate.Ai.Dialects;
using FerroGate.Core.Usage;

namespace FerroGate.Server.Ai.Stored;

/// <summary>What became of a response that was made in the background.</summary>
/// <param name="Status">Its status, which is final.</param>
/// <param name="Usage">What its provider says that it used, or unknown.</param>
/// <param name="KnownAt">Since when it is known: later it has cost no more.</param>
internal sealed record KnownResult(StoredStatus Status, TokenUsage Usage, DateTimeOffset KnownAt)
{
    /// <summary>The provider has said what it used.</summary>
    public bool IsReported => Usage is { Input: not null, Output: not null };

    /// <summary>What counts of what was known before and what somebody has learned: the first, unless only the other says what was used.</summary>
    public static KnownResult Of(KnownResult? before, KnownResult learned) =>
        before is null || (learned.IsReported && !before.IsReported) ? learned : before;
}
