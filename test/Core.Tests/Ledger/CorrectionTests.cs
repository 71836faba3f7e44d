using CsCheck;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;

namespace FerroGate.Core.Tests.Ledger;

/// <summary>Entries that put others right.</summary>
public sealed class CorrectionTests
{
    private static readonly Gen<long?> Number = Gen.Long[0, 1_000_000_000].Nullable();

    private static readonly Gen<Correction> AnyCorrection =
        Gen.Select(Number, Number, Number, (input, output, cost) => new Correction
        {
            Usage = new TokenUsage { Input = input, Output = output },
            Cost = cost is { } nano ? new NanoUsd(nano) : null,
            Reason = "why",
        });

    private static readonly LedgerEntry Own = new()
    {
        ExchangeId = new ExchangeId(Guid.NewGuid()),
        ReservedAt = DateTimeOffset.UnixEpoch,
        SettledAt = DateTimeOffset.UnixEpoch,
        KeyId = "key-1",
        Tenant = Tenant.None,
        Model = "m",
        Provider = "p",
        ProviderModel = "pm",
        Ending = Ending.Crashed,
        Status = 200,
        Usage = new TokenUsage { Input = 100 },
        UsageSource = UsageSource.Estimated,
        OutputAssumed = false,
        Cost = null,
    };

    [Fact]
    public void However_often_an_exchange_is_corrected_its_entries_come_to_what_was_said_last() =>
        AnyCorrection.Array[1, 5].Sample(corrections =>
        {
            var entries = new List<LedgerEntry> { Own };
            var (input, output, cost) = (100L, 0L, 0L);
            foreach (var correction in corrections)
            {
                (input, output, cost) = (correction.Usage.Input ?? input, correction.Usage.Output ?? output, correction.Cost?.Value ?? cost);
                if (correction.EntryFor(CorrectedEntry.Of(entries, Own.ExchangeId, null)!, new ExchangeId(Guid.NewGuid()), DateTimeOffset.UnixEpoch.AddDays(1)) is { } entry)
                    entries.Add(entry);
            }

            Assert.Equal(
                (input, output, cost),
                (entries.Sum(entry => entry.Usage.Input ?? 0), entries.Sum(entry => entry.Usage.Output ?? 0), entries.Sum(entry => entry.Cost?.Value ?? 0)));
            Assert.All(entries.Skip(1), entry => Assert.Equal((Own.ExchangeId, Own.ReservedAt, "why"), (entry.Corrects, entry.ReservedAt, entry.Reason)));
        });

    [Fact]
    public void What_is_right_already_needs_no_entry()
    {
        var priced = Own with { Cost = new NanoUsd(7) };
        Assert.Null(EntryFor(priced, new Correction { Usage = new TokenUsage { Input = 100, Output = 0 }, Cost = new NanoUsd(7), Reason = "why" }));
    }

    [Fact]
    public void A_cost_that_was_unknown_is_known_once_it_was_said_also_where_it_is_nothing()
    {
        var first = EntryFor(Own, new Correction { Cost = NanoUsd.Zero, Reason = "free" })!;
        var once = new CorrectedEntry(Own, [first]);
        var second = new Correction { Cost = new NanoUsd(5), Reason = "not free" }.EntryFor(once, new ExchangeId(Guid.NewGuid()), DateTimeOffset.UnixEpoch)!;
        var twice = new CorrectedEntry(Own, [first, second]);

        Assert.Equal((1, null), (new CorrectedEntry(Own, []).Sum.UnknownCost, new CorrectedEntry(Own, []).Cost));
        Assert.Equal((0, NanoUsd.Zero), (once.Sum.UnknownCost, once.Cost));
        Assert.Equal((0, new NanoUsd(5)), (twice.Sum.UnknownCost, twice.Cost));
        Assert.Equal((1, 3), (twice.Sum.Requests, twice.Sum.Entries));
    }

    [Fact]
    public void Parts_of_the_usage_and_failed_attempts_are_put_right_where_the_entry_has_them()
    {
        var attempt = Own with { FailedAttempt = 1, Usage = new TokenUsage { Input = 10, CachedInput = 4 }, Cost = new NanoUsd(7) };
        var right = new Correction { FailedAttempt = 1, Usage = new TokenUsage { CachedInput = 6 }, Reason = "why" };

        var found = CorrectedEntry.Of([Own, attempt], Own.ExchangeId, 1)!;
        Assert.Null(right.Fault(found));
        var entry = right.EntryFor(found, new ExchangeId(Guid.NewGuid()), DateTimeOffset.UnixEpoch)!;

        Assert.Equal((1, 2, null, null), (entry.FailedAttempt, entry.Usage.CachedInput, entry.Usage.Input, entry.Cost));
        Assert.Contains("no 'cached_input_tokens'", right.Fault(CorrectedEntry.Of([Own, attempt], Own.ExchangeId, null)!), StringComparison.Ordinal);
        Assert.Null(CorrectedEntry.Of([Own, attempt], Own.ExchangeId, 2));
    }

    [Theory]
    [InlineData(-1L, null)]
    [InlineData(1_000_000_000_101L, null)]
    [InlineData(null, -1L)]
    [InlineData(null, 100_000_000_000_001L)]
    [InlineData(null, null)]
    public void What_is_below_zero_or_far_off_is_no_correction(long? input, long? cost) =>
        Assert.NotNull(new Correction { Usage = new TokenUsage { Input = input }, Cost = cost is { } nano ? new NanoUsd(nano) : null, Reason = "why" }.Fault(new CorrectedEntry(Own, [])));

    private static LedgerEntry? EntryFor(LedgerEntry own, Correction correction) =>
        correction.EntryFor(new CorrectedEntry(own, []), new ExchangeId(Guid.NewGuid()), DateTimeOffset.UnixEpoch);
}
