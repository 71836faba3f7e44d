using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Money;

namespace FerroGate.Core.Ledger;

/// <summary>An entry of the ledger with what has been put right of it so far.</summary>
/// <param name="Own">The entry of an exchange, or of one of its failed attempts.</param>
/// <param name="Corrections">Its corrections, in the order in which they came.</param>
public sealed record CorrectedEntry(LedgerEntry Own, IReadOnlyList<LedgerEntry> Corrections)
{
    /// <summary>What they come to.</summary>
    public UsageSum Sum => Corrections.Aggregate(UsageSum.Of(Own), (sum, correction) => sum + UsageSum.Of(correction));

    /// <summary>The cost of all; <c>null</c> while it is unknown.</summary>
    public NanoUsd? Cost => Sum.UnknownCost > 0 ? null : Sum.Cost;

    /// <summary>Which state this is: another one after each correction.</summary>
    public int Version => Corrections.Count + 1;

    /// <summary>The entry that is asked for; <c>null</c> where it is not among those of the exchange.</summary>
    /// <param name="entries">All entries of the exchange.</param>
    /// <param name="exchange">The exchange.</param>
    /// <param name="failedAttempt">Which of its failed attempts; <c>null</c> for the exchange itself.</param>
    public static CorrectedEntry? Of(IReadOnlyList<LedgerEntry> entries, ExchangeId exchange, int? failedAttempt)
    {
        var own = entries.FirstOrDefault(entry => entry.ExchangeId == exchange && entry.Corrects is null && entry.FailedAttempt == failedAttempt);
        return own is null ? null : new CorrectedEntry(own, [.. entries.Where(entry => entry.Corrects == exchange && entry.FailedAttempt == failedAttempt)]);
    }
}
