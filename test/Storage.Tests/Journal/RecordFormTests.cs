using System.Buffers.Binary;
using System.Text;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Usage;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Journal.Encoding;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Journal;

/// <summary>What is written into the journal is what is read from it.</summary>
public sealed class RecordFormTests
{
    [Fact]
    public void An_opened_exchange_keeps_every_field()
    {
        var opened = Some.Opened() with { PromptEstimate = long.MaxValue, HeldTokens = -1, HeldNanoUsd = long.MaxValue, Model = "modèle/✓" };

        Assert.Equal(opened, RoundTrip(new PendingRecord(opened, null)).Opened);
    }

    [Fact]
    public void A_settled_exchange_keeps_every_field()
    {
        var entry = Some.Settled(Some.Opened(), cost: 123_456_789_012) with { Usage = Some.FullUsage, Ending = Ending.UpstreamCut, Corrects = Some.Opened().ExchangeId, Reason = "why" };

        Assert.Equal(entry, RoundTrip(new PendingRecord(null, entry)).Settled);
    }

    [Fact]
    public void Failed_attempts_stay_with_the_exchange_open_and_settled()
    {
        var opened = Some.Opened();
        LedgerEntry[] failed = [Some.Failed(opened), Some.Failed(opened, attempt: 3, cost: null) with { Usage = Some.FullUsage }];

        Assert.Equal(failed, RoundTrip(new PendingRecord(opened with { Failed = failed }, null)).Opened!.Failed);
        var settled = RoundTrip(new PendingRecord(null, Some.Settled(opened)) { Failed = failed });
        Assert.Equal(Some.Settled(opened), settled.Settled);
        Assert.Equal(failed, settled.Failed);
    }

    [Fact]
    public void What_is_unknown_stays_unknown_and_zero_stays_zero()
    {
        var entry = Some.Settled(Some.Opened(), input: 0, output: null, cost: null) with
        {
            Tenant = Tenant.None,
            Provider = null,
            ProviderModel = null,
            Status = null,
            OutputAssumed = false,
        };

        Assert.Equal(entry, RoundTrip(new PendingRecord(null, entry)).Settled);
    }

    [Fact]
    public void A_field_of_a_later_version_is_passed_over()
    {
        var buffer = new RecordBuffer();
        var writer = new FieldWriter(buffer);
        var opened = Some.Opened();
        writer.Number(900, 7L);
        writer.Text(901, "later");
        OpenedForm.Write(writer, opened);

        Assert.Equal(opened, OpenedForm.Read(new FieldReader(buffer.Written)));
    }

    [Fact]
    public void A_record_of_a_later_kind_is_an_error_that_says_so()
    {
        var error = Assert.Throws<StoreException>(() => RecordForm.Read([200, 0, 0], 1));

        Assert.Contains("newer FerroGate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_checksum_is_the_standard_one() => Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));

    [Fact]
    public void Numbers_that_are_on_disk_never_change()
    {
        var snapshot = new StringBuilder();
        foreach (var value in Enum.GetValues<Ending>())
            snapshot.Append(null, $"{value}={(int)value} ");
        foreach (var value in Enum.GetValues<UsageSource>())
            snapshot.Append(null, $"{value}={(int)value} ");
        foreach (var value in Enum.GetValues<RecordKind>())
            snapshot.Append(null, $"{value}={(int)value} ");
        foreach (var value in Enum.GetValues<Scope>().Where(scope => scope != Scope.DataPlane))
            snapshot.Append(null, $"{value}={(int)value} ");

        Assert.Equal(
            "Finished=1 ClientGone=2 UpstreamCut=3 ProviderError=4 Unreachable=5 ShutDown=6 Crashed=7 GatewayError=8 " +
            "Provider=1 Estimated=2 Counted=3 Opened=1 Settled=2 None=0 ModelsRead=1 ChatCompletions=2 ResponsesCreate=4 " +
            "MessagesCreate=8 EmbeddingsCreate=16 ProxyUse=32 AdminRead=64 AdminWrite=128 ",
            snapshot.ToString());
    }

    [Fact]
    public void The_bytes_of_a_record_never_change()
    {
        var opened = new OpenedExchange(
            new ExchangeId(Guid.Parse("0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001")),
            DateTimeOffset.UnixEpoch.AddSeconds(1), "k", new Tenant("o", null, null, "u"), "m", 3, 4, true);
        var buffer = new RecordBuffer();
        RecordForm.Write(buffer, new PendingRecord(opened, null), new byte[RecordFrame.ChainSize]);

        Assert.Equal(41, BinaryPrimitives.ReadInt32LittleEndian(buffer.Written));
        Assert.Equal(
            "0103100199AAAABBBB7CCC8DDDEEEEFFFF00010480897A07016B09016F0F017511016D120614081602",
            Convert.ToHexString(buffer.Written[RecordFrame.HeaderSize..]));
    }

    private static JournalRecord RoundTrip(PendingRecord record)
    {
        var buffer = new RecordBuffer();
        RecordForm.Write(buffer, record, new byte[RecordFrame.ChainSize]);
        return RecordForm.Read(buffer.Written[RecordFrame.HeaderSize..], 1);
    }
}
