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
        Gen.Select(Number, Number, Number, (input, output, cost) => new Correction(input, output, cost is { } nano ? new NanoUsd(nano) : null, "why"));

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
                (input, output, cost) = (correction.Input ?? input, correction.Output ?? output, correction.Cost?.Value ?? cost);
                if (correction.EntryFor(entries, new ExchangeId(Guid.NewGuid()), DateTimeOffset.UnixEpoch.AddDays(1)) is { } entry)
                    entries.Add(entry);
            }

            Assert.Equal(
                (input, output, cost),
                (entries.Sum(entry => entry.Usage.Input ?? 0), entries.Sum(entry => entry.Usage.Output ?? 0), entries.Sum(entry => entry.Cost?.Value ?? 0)));
            Assert.All(entries.Skip(1), entry => Assert.Equal((Own.ExchangeId, Own.ReservedAt, "why"), (entry.Corrects, entry.ReservedAt, entry.Reason)));
        });

    [Fact]
    public void What_is_right_already_needs_no_entry() =>
        Assert.Null(new Correction(100, 0, NanoUsd.Zero, "why").EntryFor([Own], new ExchangeId(Guid.NewGuid()), DateTimeOffset.UnixEpoch));
}
