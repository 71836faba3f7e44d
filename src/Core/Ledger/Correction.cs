using FerroGate.Core.Exchanges;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;

namespace FerroGate.Core.Ledger;

/// <summary>What an exchange really used and cost; what is <c>null</c> is right as it stands.</summary>
/// <param name="Input">All input tokens.</param>
/// <param name="Output">All output tokens.</param>
/// <param name="Cost">The cost.</param>
/// <param name="Reason">Why, for whoever reads the ledger.</param>
public sealed record Correction(long? Input, long? Output, NanoUsd? Cost, string Reason)
{
    /// <summary>
    /// The entry that makes the sum right: it stands beside the others and holds the differences. <c>null</c> where there are none.
    /// </summary>
    /// <param name="entries">The own entry of the exchange, and its corrections so far.</param>
    /// <param name="id">The identity of the new entry.</param>
    /// <param name="now">When it is made.</param>
    public LedgerEntry? EntryFor(IReadOnlyList<LedgerEntry> entries, ExchangeId id, DateTimeOffset now)
    {
        var own = entries.Single(entry => entry.Corrects is null);
        var (input, output, cost) = (
            Difference(Input, entries.Sum(entry => entry.Usage.Input ?? 0)),
            Difference(Output, entries.Sum(entry => entry.Usage.Output ?? 0)),
            Difference(Cost?.Value, entries.Sum(entry => entry.Cost?.Value ?? 0)));
        return (input ?? 0, output ?? 0, cost ?? 0) == (0, 0, 0) ? null : own with
        {
            ExchangeId = id,
            Corrects = own.ExchangeId,
            Reason = Reason,
            SettledAt = now,
            Status = null,
            Usage = new TokenUsage { Input = input, Output = output },
            Cost = cost is { } nano ? new NanoUsd(nano) : null,
        };
    }

    private static long? Difference(long? right, long written) => right - written;
}
