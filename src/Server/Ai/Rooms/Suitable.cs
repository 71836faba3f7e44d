using System.Globalization;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Providers;
using FerroGate.Ai.Translation;
using FerroGate.Core.Records;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Stored;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>A part of Authorize: which targets of one model a request can go to. One that is not fit is skipped, and written down.</summary>
internal static class Suitable
{
    public static Outcome<List<PermittedTarget>> Of(ModelRoute route, Model model, PolicyVerdict verdict, List<RemovedTarget> removed)
    {
        var asked = route.Asked;
        var (key, origin, client) = (asked.Caller.Key, asked.Origin, asked.Caller.Accepted.Operation.Dialect);
        var screening = new Screening(model, removed);
        if (verdict.FirstDenial is { } denial && !screening.Keep(target => verdict.DenialOf(target)?.Code))
        {
            return denial.Refusal with { Message = denial.Refusal.Message + screening.Others };
        }

        var needed = Needed.Of(asked);
        if (!screening.Keep(target => needed.All(need => model.Can(need) && target.Can(need)), RefusalCodes.ModelCapabilityUnsupported))
        {
            return Incapable(model, needed, screening);
        }

        if (!screening.Keep(target => key.Providers.Allows(target.Provider.Name), RefusalCodes.ProviderNotAllowed))
        {
            return Forbid(RefusalCodes.ProviderNotAllowed, $"The API key '{key.Label}' may not use any provider of the model '{model.Name}'.{screening.Others}");
        }

        if (origin is not null && !screening.Keep(target => Leads(target.Provider, origin), RefusalCodes.StoredElsewhere))
        {
            return Elsewhere(origin, model);
        }

        if (!screening.Keep(target => SpokenTo(target, client) is not null, RefusalCodes.DialectUnsupported))
        {
            return NotSpoken(model, client, screening);
        }

        if (asked.NotNatively is { } reason && !screening.Keep(target => SpokenTo(target, client) != client, reason.Code))
        {
            return reason;
        }

        if (asked.NativeOrigin is { } native
            && !screening.Keep(target => SpokenTo(target, client) != client || Leads(target.Provider, native), RefusalCodes.StoredElsewhere))
        {
            return Elsewhere(native, model);
        }

        // Nobody else than who makes it has its result.
        if ((origin is not null || asked.Envelope.IsBackground)
            && !screening.Keep(target => SpokenTo(target, client) == client, RefusalCodes.StoredResponseUnsupported))
        {
            return origin is null ? NoBackground(model) : Elsewhere(origin, model);
        }

        var tokens = asked.Envelope.InputEstimate + Math.Min(OutputBound.Of(route).Cap ?? asked.Envelope.MaxOutputTokens ?? 0, int.MaxValue);
        if (!screening.Keep(target => !(tokens > target.ContextWindow), RefusalCodes.ContextLengthExceeded))
        {
            return TooLong(model, tokens, screening);
        }

        if (!screening.Keep(IsReady, RefusalCodes.ProviderCredentialMissing))
        {
            return NotReady(model, screening);
        }

        return screening.Left
            .Select(target => new PermittedTarget(target, SpokenTo(target, client)!)
            {
                Credential = SpokenTo(target, client) == client ? asked.NativeOrigin?.Account.CredentialOf(target.Provider) : null,
            })
            .ToList();
    }

    public static Refusal Forbid(string code, string message) => new(403, ErrorType.Permission, code, message);

    // In the client's own words where it can be, else in the first that they can be translated to.
    private static IDialect? SpokenTo(Target target, IDialect client)
    {
        var spoken = ProviderTable.DialectsOf(target.Provider);
        return spoken.Contains(client) ? client : SpokenInstead.Of(client, spoken);
    }

    private static bool Leads(Provider provider, StoredObject origin) => provider.Name == origin.Provider && origin.Account.CredentialOf(provider) is not null;

    private static bool IsReady(Target target) => target.Provider is { Enabled: true, Credential.Missing: null };

    private static Refusal Incapable(Model model, IReadOnlyList<string> needed, Screening screening)
    {
        var missing = needed.FirstOrDefault(need => !model.Targets.Any(target => model.Can(need) && target.Can(need)));
        return Wrong(
            RefusalCodes.ModelCapabilityUnsupported,
            missing is not null
                ? $"The model '{model.Name}' is not said to be capable of '{missing}'."
                : $"No target of the model '{model.Name}' is said to be capable of all that the request needs: {string.Join(", ", needed)}.{screening.Others}");
    }

    private static Refusal NotSpoken(Model model, IDialect client, Screening screening) => Wrong(
        RefusalCodes.DialectUnsupported,
        $"No provider of the model '{model.Name}' speaks {client.Name} or a protocol that it can be translated to.{screening.Others}");

    private static Refusal TooLong(Model model, long tokens, Screening screening) => Wrong(
        RefusalCodes.ContextLengthExceeded,
        string.Create(CultureInfo.InvariantCulture, $"The request and its answer need about {tokens} tokens, more than the context window of the model '{model.Name}'.{screening.Others}"));

    private static Refusal NotReady(Model model, Screening screening) => new(
        503,
        ErrorType.Api,
        RefusalCodes.ProviderCredentialMissing,
        $"No provider of the model '{model.Name}' is enabled and has its credential. Whoever runs the gateway finds the reason in its log.{screening.Others}");

    private static Refusal Elsewhere(StoredObject origin, Model model) => Wrong(
        RefusalCodes.StoredElsewhere,
        $"'{origin.Id}' is stored at the provider '{origin.Provider}', where the model '{model.Name}' does not lead with the same address and credential. Use the model '{origin.Model}', or send the whole conversation.");

    private static Refusal NoBackground(Model model) => Wrong(
        RefusalCodes.StoredResponseUnsupported,
        $"No provider of the model '{model.Name}' speaks OpenAI Responses itself, so none makes an answer in the background. Ask without 'background'.") with
    {
        Parameter = "background",
    };

    private static Refusal Wrong(string code, string message) => new(400, ErrorType.InvalidRequest, code, message) { Parameter = "model" };
}
