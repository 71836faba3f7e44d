using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;

namespace FerroGate.Storage.Journal.Encoding;

/// <summary>The written form of a ledger entry. Field numbers are on disk: never renumber, never use one again.</summary>
internal static class SettledForm
{
    /// <param name="to">Where it is written.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="failed">Those of the failed attempts, each in the same form inside this one.</param>
    public static void Write(FieldWriter to, LedgerEntry entry, params IReadOnlyList<LedgerEntry> failed)
    {
        to.Id(1, entry.ExchangeId.Value);
        to.Moment(2, entry.ReservedAt);
        to.Text(3, entry.KeyId);
        to.Text(4, entry.Tenant.OrganizationId);
        to.Text(5, entry.Tenant.TeamId);
        to.Text(6, entry.Tenant.ProjectId);
        to.Text(7, entry.Tenant.UserId);
        to.Text(8, entry.Model);
        to.Moment(9, entry.SettledAt);
        to.Text(10, entry.Provider);
        to.Text(11, entry.ProviderModel);
        to.Number(12, (long)entry.Ending);
        to.Number(13, entry.Status);
        to.Number(14, (long)entry.UsageSource);
        to.Flag(15, entry.OutputAssumed);
        to.Number(16, entry.Cost?.Value);
        to.Number(17, entry.Usage.Input);
        to.Number(18, entry.Usage.CachedInput);
        to.Number(19, entry.Usage.CacheWrite5m);
        to.Number(20, entry.Usage.CacheWrite1h);
        to.Number(21, entry.Usage.Output);
        to.Number(22, entry.Usage.Reasoning);
        to.Number(23, entry.Usage.AudioInput);
        to.Number(24, entry.Usage.AudioOutput);
        to.Number(25, entry.Usage.ImageInput);
        to.Number(26, entry.FailedAttempt);
        WriteEach(to, 27, failed);

        // 28 to 39 are free.
        if (entry.Corrects is { } corrected)
            to.Id(40, corrected.Value);
        to.Text(41, entry.Reason);
        to.Flag(42, entry.MakesCostKnown);
    }

    /// <summary>Writes entries inside another record, one field for each.</summary>
    public static void WriteEach(FieldWriter to, int field, IReadOnlyList<LedgerEntry> entries)
    {
        foreach (var entry in entries)
        {
            var inner = new RecordBuffer();
            Write(new FieldWriter(inner), entry);
            to.Bytes(field, inner.Written);
        }
    }

    public static (LedgerEntry Entry, IReadOnlyList<LedgerEntry> Failed) Read(FieldReader from)
    {
        List<LedgerEntry>? failed = null;
        Guid id = default;
        ExchangeId? corrects = null;
        string? reason = null;
        DateTimeOffset reservedAt = default, settledAt = default;
        string keyId = "", model = "";
        string? organization = null, team = null, project = null, user = null, provider = null, providerModel = null;
        long ending = 0, usageSource = 0;
        long? status = null, cost = null, input = null, cachedInput = null, cacheWrite5m = null, cacheWrite1h = null;
        long? output = null, reasoning = null, audioInput = null, audioOutput = null, imageInput = null, failedAttempt = null;
        var (outputAssumed, makesCostKnown) = (false, false);
        while (from.TryNext(out var field))
        {
            switch (field)
            {
                case 1: id = from.Id; break;
                case 2: reservedAt = from.Moment; break;
                case 3: keyId = from.Text; break;
                case 4: organization = from.Text; break;
                case 5: team = from.Text; break;
                case 6: project = from.Text; break;
                case 7: user = from.Text; break;
                case 8: model = from.Text; break;
                case 9: settledAt = from.Moment; break;
                case 10: provider = from.Text; break;
                case 11: providerModel = from.Text; break;
                case 12: ending = from.Number; break;
                case 13: status = from.Number; break;
                case 14: usageSource = from.Number; break;
                case 15: outputAssumed = from.Number != 0; break;
                case 16: cost = from.Number; break;
                case 17: input = from.Number; break;
                case 18: cachedInput = from.Number; break;
                case 19: cacheWrite5m = from.Number; break;
                case 20: cacheWrite1h = from.Number; break;
                case 21: output = from.Number; break;
                case 22: reasoning = from.Number; break;
                case 23: audioInput = from.Number; break;
                case 24: audioOutput = from.Number; break;
                case 25: imageInput = from.Number; break;
                case 26: failedAttempt = from.Number; break;
                case 27: (failed ??= []).Add(Read(new FieldReader(from.Bytes)).Entry); break;
                case 40: corrects = new ExchangeId(from.Id); break;
                case 41: reason = from.Text; break;
                case 42: makesCostKnown = from.Number != 0; break;
                default: break;
            }
        }

        var entry = new LedgerEntry
        {
            ExchangeId = new ExchangeId(id),
            FailedAttempt = (int?)failedAttempt,
            Corrects = corrects,
            Reason = reason,
            MakesCostKnown = makesCostKnown,
            ReservedAt = reservedAt,
            SettledAt = settledAt,
            KeyId = keyId,
            Tenant = new Tenant(organization, team, project, user),
            Model = model,
            Provider = provider,
            ProviderModel = providerModel,
            Ending = (Ending)ending,
            Status = (int?)status,
            Usage = new TokenUsage
            {
                Input = input,
                CachedInput = cachedInput,
                CacheWrite5m = cacheWrite5m,
                CacheWrite1h = cacheWrite1h,
                Output = output,
                Reasoning = reasoning,
                AudioInput = audioInput,
                AudioOutput = audioOutput,
                ImageInput = imageInput,
            },
            UsageSource = (UsageSource)usageSource,
            OutputAssumed = outputAssumed,
            Cost = cost is { } nano ? new NanoUsd(nano) : null,
        };
        return (entry, (IReadOnlyList<LedgerEntry>?)failed ?? []);
    }
}
