using System.Data.Common;
using FerroGate.Ai.Envelopes;
using FerroGate.Core.Ledger;
using FerroGate.Core.Refusals;
using FerroGate.Core.Stored;
using FerroGate.Server.Ai.Stored;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>
/// Between Read and Route: finds what the request names of what providers have stored. What belongs to somebody else is the same
/// to the caller as what there never was.
/// </summary>
internal sealed class Recall(IStoredObjects objects, BackgroundResults background)
{
    // Far above any budget, far below an overflow.
    private const long MostContext = long.MaxValue / 16;

    public async ValueTask<Outcome<Asked>> EnterAsync(Asked asked)
    {
        var references = asked.Envelope.References;
        if (references.Count == 0)
        {
            return asked;
        }

        IReadOnlyList<StoredObject> found;
        try
        {
            var cancellation = asked.Caller.Accepted.Http.RequestAborted;
            found = await objects.FindAsync([.. references.Select(reference => reference.Id).Distinct().Where(id => StoredCall.IsId(id))], cancellation);
        }
        catch (StoredObjectsAwayException away) when (HasAllNeeded(references, away.Found))
        {
            found = away.Found;
        }
        catch (Exception exception) when (exception is DbException or StoredObjectsAwayException)
        {
            return Unavailable;
        }

        return await ResolveAsync(asked, found.ToDictionary(stored => stored.Id, StringComparer.Ordinal));
    }

    // Clients make names themselves for what they send along; whoever says them is not kept waiting for a database that is away.
    private static bool HasAllNeeded(IReadOnlyList<StoredReference> references, IReadOnlyList<StoredObject> found) =>
        references.All(reference => reference.Need == StoredNeed.Never || !StoredCall.IsId(reference.Id) || found.Any(stored => stored.Id == reference.Id));

    private async ValueTask<Outcome<Asked>> ResolveAsync(Asked asked, Dictionary<string, StoredObject> known)
    {
        StoredObject? origin = null;
        var contexts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var reference in asked.Envelope.References)
        {
            var stored = known.GetValueOrDefault(reference.Id);
            if (stored is null ? reference.Need == StoredNeed.Always : !stored.BelongsTo(asked.Caller.Key) || stored.Kind != reference.Kind)
            {
                return NotFound(reference);
            }

            if (stored is null || reference.Need != StoredNeed.Always)
            {
                continue;
            }

            if (origin is not null && origin.Account != stored.Account)
            {
                return Scattered(reference);
            }

            origin ??= stored;
            contexts[stored.ResponseId] = Math.Max(contexts.GetValueOrDefault(stored.ResponseId), stored.ContextTokens);
        }

        asked = LookedUpNatively(asked, origin, known);
        if (origin is null)
        {
            return asked;
        }

        if (asked.Envelope.Stored is not { } call)
        {
            return asked with { Origin = origin, Envelope = Longer(asked.Envelope, contexts.Values) };
        }

        if (call.IsDelete)
        {
            // Once it is gone, nobody can say what it has cost.
            try
            {
                await background.AskAsync(origin.ExchangeId);
            }
            catch (JournalUnavailableException)
            {
                return Reserve.LedgerUnavailable;
            }

            if (background.IsOpen(origin.ExchangeId))
            {
                return StillMade(origin);
            }
        }

        return asked with { Origin = origin, Envelope = asked.Envelope with { Model = origin.Model } };
    }

    // What stands for an item adds little to the input, for all that was said around it is sent too: no context is counted.
    private static Asked LookedUpNatively(Asked asked, StoredObject? origin, Dictionary<string, StoredObject> known)
    {
        var native = origin;
        foreach (var reference in asked.Envelope.References.Where(reference => reference.Need == StoredNeed.Natively))
        {
            if (known.GetValueOrDefault(reference.Id) is not { } stored)
            {
                return asked with { NotNatively = NotFound(reference) };
            }

            if (native is not null && native.Account != stored.Account)
            {
                return asked with { NotNatively = Scattered(reference) };
            }

            native ??= stored;
        }

        return asked with { NativeOrigin = native };
    }

    // What the provider has is input too, of which the client sends nothing. Who asks for a count pays for none.
    private static Envelope Longer(Envelope envelope, IEnumerable<long> contexts)
    {
        var tokens = (long)Int128.Min(MostContext, contexts.Aggregate(Int128.Zero, (sum, context) => sum + context));
        return envelope.InputBound == 0 ? envelope : envelope with
        {
            InputBound = envelope.InputBound + tokens,
            InputEstimate = envelope.InputEstimate + tokens,
            StoredTokens = tokens,
        };
    }

    private static Refusal NotFound(StoredReference reference) => new(
        404,
        ErrorType.NotFound,
        reference.Path == "previous_response_id" ? RefusalCodes.PreviousResponseNotFound : RefusalCodes.StoredObjectNotFound,
        reference.Kind switch
        {
            StoredKind.Response => $"There is no stored response '{Shown(reference)}' here. Only what a provider of its own protocol answered is stored, for whom it answered.",
            StoredKind.Container => $"There is no container '{Shown(reference)}' here.",
            StoredKind.Conversation => $"There is no conversation '{Shown(reference)}' here: this gateway makes none. Go on with 'previous_response_id', or send the items again.",
            _ => $"There is no stored item '{Shown(reference)}' here. Send the whole item instead of its name.",
        })
    {
        Parameter = reference.Path,
    };

    private static Refusal StillMade(StoredObject origin) => new(
        409,
        ErrorType.InvalidRequest,
        RefusalCodes.ResponseRunning,
        $"The response '{origin.ResponseId}' is still being made, and what it costs is not known. Cancel it first (POST /v1/responses/{origin.ResponseId}/cancel), or wait for its end.");

    private static string Shown(StoredReference reference) => StoredCall.IsId(reference.Id) ? reference.Id : "…";

    private static Refusal Scattered(StoredReference reference) => new(
        400,
        ErrorType.InvalidRequest,
        RefusalCodes.StoredElsewhere,
        $"'{reference.Id}' and something else that this request names are stored at different providers or accounts, so no provider has both.")
    {
        Parameter = reference.Path,
    };

    private static Refusal Unavailable { get; } = new(
        503,
        ErrorType.Api,
        RefusalCodes.StoreUnavailable,
        "The gateway cannot look up just now what providers have stored for whom.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };
}
