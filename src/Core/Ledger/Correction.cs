using FerroGate.Core.Exchanges;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;

namespace FerroGate.Core.Ledger;

/// <summary>What an exchange, or a failed attempt of it, really used and cost; what is <c>null</c> is right as it stands.</summary>
public sealed record Correction
{
    /// <summary>The most by which a counter is put right at once.</summary>
    public const long MostTokens = 1_000_000_000_000;

    /// <summary>The longest reason.</summary>
    public const int LongestReason = 1_000;

    private static readonly (string Name, bool IsPart, Func<TokenUsage, long?> Of)[] s_counters =
    [
        ("input_tokens", false, usage => usage.Input),
        ("cached_input_tokens", true, usage => usage.CachedInput),
        ("cache_write_5m_tokens", true, usage => usage.CacheWrite5m),
        ("cache_write_1h_tokens", true, usage => usage.CacheWrite1h),
        ("output_tokens", false, usage => usage.Output),
        ("reasoning_tokens", true, usage => usage.Reasoning),
        ("audio_input_tokens", true, usage => usage.AudioInput),
        ("audio_output_tokens", true, usage => usage.AudioOutput),
        ("image_input_tokens", true, usage => usage.ImageInput),
    ];

    /// <summary>The most by which a cost is put right at once.</summary>
    public static NanoUsd MostCost { get; } = new((long)(100_000 * NanoUsd.PerDollar));

    /// <summary>The counters that were wrong, as they are right.</summary>
    public TokenUsage Usage { get; init; } = TokenUsage.Unknown;

    /// <summary>The cost.</summary>
    public NanoUsd? Cost { get; init; }

    /// <summary>Why, for whoever reads the ledger.</summary>
    public required string Reason { get; init; }

    /// <summary>Which failed attempt it is about; <c>null</c> for the exchange itself.</summary>
    public int? FailedAttempt { get; init; }

    /// <summary>Why it cannot be made; <c>null</c> where it can.</summary>
    public string? Fault(CorrectedEntry before)
    {
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > LongestReason)
            return $"A correction has a 'reason', of at most {LongestReason} characters.";
        if (Cost is null && s_counters.All(counter => counter.Of(Usage) is null))
            return "Say what is right: the cost, or a counter of 'usage'.";

        foreach (var (name, isPart, of) in s_counters)
        {
            if (of(Usage) is not { } right)
                continue;
            if (of(before.Sum.Usage) is null && isPart)
                return $"The entry has no '{name}', so they cannot be wrong.";
            if (right < 0 || Int128.Abs((Int128)right - (of(before.Sum.Usage) ?? 0)) > MostTokens)
                return $"'{name}' is at least 0, and is put right by at most {MostTokens} at once.";
        }

        return Cost is { } cost && (cost.Value < 0 || Int128.Abs((Int128)cost.Value - before.Sum.Cost.Value) > MostCost.Value)
            ? $"The cost is at least 0, and is put right by at most {MostCost} at once."
            : null;
    }

    /// <summary>
    /// The entry that makes the sum right: it stands beside the others and holds the differences. <c>null</c> where there are none.
    /// </summary>
    /// <param name="before">What is put right; see <see cref="Fault"/>.</param>
    /// <param name="id">The identity of the new entry.</param>
    /// <param name="now">When it is made.</param>
    public LedgerEntry? EntryFor(CorrectedEntry before, ExchangeId id, DateTimeOffset now)
    {
        var usage = TokenUsage.Combine(Usage, before.Sum.Usage, (right, written) => right - (written ?? 0));
        var cost = Cost?.Value - before.Sum.Cost.Value;
        var makesCostKnown = cost is not null && before.Cost is null;
        return cost is null or 0 && !makesCostKnown && s_counters.All(counter => counter.Of(usage) is null or 0) ? null : before.Own with
        {
            ExchangeId = id,
            Corrects = before.Own.ExchangeId,
            Reason = Reason,
            SettledAt = now,
            Status = null,
            Usage = usage,
            Cost = cost is { } nano ? new NanoUsd(nano) : null,
            MakesCostKnown = makesCostKnown,
        };
    }
}
