using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Journal.Encoding;

/// <summary>The written form of an opened exchange. Field numbers are on disk: never renumber, never use one again.</summary>
internal static class OpenedForm
{
    public static void Write(FieldWriter to, OpenedExchange exchange)
    {
        to.Id(1, exchange.ExchangeId.Value);
        to.Moment(2, exchange.ReservedAt);
        to.Text(3, exchange.KeyId);
        to.Text(4, exchange.Tenant.OrganizationId);
        to.Text(5, exchange.Tenant.TeamId);
        to.Text(6, exchange.Tenant.ProjectId);
        to.Text(7, exchange.Tenant.UserId);
        to.Text(8, exchange.Model);
        to.Number(9, exchange.PromptEstimate);
        to.Number(10, exchange.HeldTokens);
        to.Flag(11, exchange.OutputAssumed);
        if (exchange.HeldNanoUsd != 0)
            to.Number(13, exchange.HeldNanoUsd);
        WriteFailed(to, exchange.Failed);
    }

    /// <summary>Writes the entries of failed attempts, each in its own form inside this one.</summary>
    public static void WriteFailed(FieldWriter to, IReadOnlyList<LedgerEntry> failed) => SettledForm.WriteEach(to, 12, failed);

    public static OpenedExchange Read(FieldReader from)
    {
        Guid id = default;
        DateTimeOffset reservedAt = default;
        string keyId = "", model = "";
        string? organization = null, team = null, project = null, user = null;
        long promptEstimate = 0, heldTokens = 0, heldNanoUsd = 0;
        var outputAssumed = false;
        List<LedgerEntry>? failed = null;
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
                case 9: promptEstimate = from.Number; break;
                case 10: heldTokens = from.Number; break;
                case 11: outputAssumed = from.Number != 0; break;
                case 12: (failed ??= []).Add(SettledForm.Read(new FieldReader(from.Bytes)).Entry); break;
                case 13: heldNanoUsd = from.Number; break;
                default: break;
            }
        }

        var tenant = new Tenant(organization, team, project, user);
        return new OpenedExchange(new ExchangeId(id), reservedAt, keyId, tenant, model, promptEstimate, heldTokens, outputAssumed)
        {
            HeldNanoUsd = heldNanoUsd,
            Failed = (IReadOnlyList<LedgerEntry>?)failed ?? [],
        };
    }
}
