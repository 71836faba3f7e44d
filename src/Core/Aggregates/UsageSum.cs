using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;

namespace FerroGate.Core.Aggregates;

/// <summary>What several ledger entries come to. Absurd counters give the largest number and not a negative one.</summary>
public sealed record UsageSum
{
    /// <summary>No entries.</summary>
    public static UsageSum Zero { get; } = new();

    /// <summary>How many exchanges there were.</summary>
    public long Requests { get; init; }

    /// <summary>How many entries, those of failed attempts and corrections among them.</summary>
    public long Entries { get; init; }

    /// <summary>
    /// How many of the entries were settled without a known cost, and have not been given one since; <see cref="Cost"/> is the sum of the others.
    /// </summary>
    public long UnknownCost { get; init; }

    /// <summary>How many exchanges were settled after a crash, so that nobody knows their output.</summary>
    public long Unreconciled { get; init; }

    /// <summary>What token budgets count.</summary>
    public long BudgetTokens { get; init; }

    public NanoUsd Cost { get; init; }

    /// <summary>The sum of each counter over the entries that know it; <c>null</c> where none does.</summary>
    public TokenUsage Usage { get; init; } = TokenUsage.Unknown;

    public static UsageSum Of(LedgerEntry entry) => new()
    {
        Requests = entry is { FailedAttempt: null, Corrects: null } ? 1 : 0,
        Entries = 1,
        UnknownCost = entry switch
        {
            { MakesCostKnown: true } => -1,
            { Cost: null, Corrects: null } => 1,
            _ => 0,
        },
        Unreconciled = entry is { Ending: Ending.Crashed, Corrects: null } ? 1 : 0,
        BudgetTokens = entry.Usage.BudgetTokens,
        Cost = entry.Cost ?? NanoUsd.Zero,
        Usage = entry.Usage,
    };

    public static UsageSum operator +(UsageSum left, UsageSum right) => new()
    {
        Requests = left.Requests + right.Requests,
        Entries = left.Entries + right.Entries,
        UnknownCost = left.UnknownCost + right.UnknownCost,
        Unreconciled = left.Unreconciled + right.Unreconciled,
        BudgetTokens = Add(left.BudgetTokens, right.BudgetTokens),
        Cost = new NanoUsd(Add(left.Cost.Value, right.Cost.Value)),
        Usage = TokenUsage.Combine(left.Usage, right.Usage, Add),
    };

    private static long? Add(long? left, long? right) => (left, right) switch
    {
        (null, _) => right,
        (_, null) => left,
        var (a, b) => Add(a.Value, b.Value),
    };

    private static long Add(long left, long right) => (long)Int128.Clamp((Int128)left + right, long.MinValue, long.MaxValue);
}
