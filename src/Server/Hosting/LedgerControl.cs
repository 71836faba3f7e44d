using FerroGate.Admin;
using FerroGate.Admin.BillingEvents;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Records;
using FerroGate.Core.Roles;
using FerroGate.Storage;

namespace FerroGate.Server.Hosting;

/// <summary>Puts entries of the ledger right while the gateway runs: one at a time, so that each sees those before it.</summary>
internal sealed partial class LedgerControl(
    LedgerTurns turns, IExchangeJournal journal, IGovernor governor, IAuditLog audit, TimeProvider clock, ILogger<LedgerControl> logger) : ILedgerControl
{
    public async Task<CorrectionAnswer> CorrectAsync(
        ExchangeId exchange, Correction correction, long? version, AdminActor actor, CancellationToken cancellation)
    {
        try
        {
            return await turns.TakeAsync(exchange, entries => CorrectAsync(entries, exchange, correction, version, actor), cancellation);
        }
        catch (StoreException exception)
        {
            return new CorrectionAnswer(503, Detail: $"{exception.Message.TrimEnd('.')}. Ask again later: what was done meanwhile is not done twice.");
        }
        catch (JournalUnavailableException)
        {
            return new CorrectionAnswer(503, Detail: "The journal cannot be written, so nothing can be put right now. Ask again later.");
        }
    }

    private async Task<CorrectionAnswer> CorrectAsync(
        IReadOnlyList<LedgerEntry> entries, ExchangeId exchange, Correction correction, long? version, AdminActor actor)
    {
        var found = CorrectedEntry.Of(entries, exchange, correction.FailedAttempt);
        if (found is not { Own.Tenant: var tenant } || !(actor.Rights.May(AdminRight.Read, tenant) || actor.Rights.May(AdminRight.Own, tenant)))
        {
            var attempt = correction.FailedAttempt is { } number ? $" of a failed attempt {number}" : "";
            return new CorrectionAnswer(404, Detail: $"There is no billing event '{exchange}'{attempt}.");
        }

        if (!actor.Rights.May(AdminRight.Own, tenant))
            return new CorrectionAnswer(403, Detail: "The ledger is put right by owners of the tenant only, and your key may only see it.");

        if (version is not null && version != found.Version)
            return new CorrectionAnswer(412, Detail: $"The billing event '{exchange}' was put right in the meantime: read it and its corrections again.");

        if (correction.Fault(found) is { } fault)
            return new CorrectionAnswer(400, Detail: fault);

        if (correction.EntryFor(found, ExchangeId.New(clock), clock.GetUtcNow()) is not { } entry)
            return new CorrectionAnswer(200, found);

        await governor.CorrectAsync(entry, () => journal.SettleAsync(entry));
        await NoteAsync(entry, actor);
        return new CorrectionAnswer(201, found with { Corrections = [.. found.Corrections, entry] });
    }

    private async Task NoteAsync(LedgerEntry entry, AdminActor actor)
    {
        try
        {
            var now = clock.GetUtcNow();
            await audit.AddAsync(
                new AuditEvent(Guid.CreateVersion7(now), now, actor.Id, "ledger.correct", entry.Corrects!.Value.ToString(), "committed", entry.Reason) { Tenant = entry.Tenant },
                CancellationToken.None);
        }
        catch (Exception exception)
        {
            Log.NotNoted(logger, exception, entry.Corrects!.Value);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The exchange {Exchange} was put right in the ledger, but that could not be written to the audit log.")]
        public static partial void NotNoted(ILogger logger, Exception exception, ExchangeId exchange);
    }
}
