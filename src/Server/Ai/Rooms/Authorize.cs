using FerroGate.Ai.Dialects;
using FerroGate.Ai.Providers;
using FerroGate.Ai.Translation;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Stored;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Fifth room: what the model can do, and what the key may do.</summary>
internal sealed class Authorize
{
    public static Outcome<Permit> Enter(ModelRoute route)
    {
        var key = route.Asked.Caller.Key;
        var model = route.Model;
        if (!key.Models.Allows(model.Name))
        {
            return Forbid(RefusalCodes.ModelNotAllowed, $"The API key '{key.Label}' may not use the model '{model.Name}'.");
        }

        if (MissingCapability(route) is { } missing)
        {
            return new Refusal(
                400,
                ErrorType.InvalidRequest,
                RefusalCodes.ModelCapabilityUnsupported,
                $"The model '{model.Name}' is not said to be capable of '{missing}'.")
            {
                Parameter = "model",
            };
        }

        var allowed = model.Targets.Where(target => key.Providers.Allows(target.Provider.Name)).ToList();
        if (allowed.Count == 0)
        {
            return Forbid(RefusalCodes.ProviderNotAllowed, $"The API key '{key.Label}' may not use any provider of the model '{model.Name}'.");
        }

        var origin = route.Asked.Origin;
        if (origin is not null)
        {
            allowed = [.. allowed.Where(target => Leads(target.Provider, origin))];
            if (allowed.Count == 0)
            {
                return Elsewhere(origin, model);
            }
        }

        var dialect = route.Asked.Caller.Accepted.Operation.Dialect;
        var speaking = allowed.Select(target => Speaking(target, dialect)).OfType<PermittedTarget>().ToList();
        if (speaking.Count == 0)
        {
            return new Refusal(
                400,
                ErrorType.InvalidRequest,
                RefusalCodes.DialectUnsupported,
                $"No provider of the model '{model.Name}' speaks {dialect.Name} or a protocol that it can be translated to.")
            {
                Parameter = "model",
            };
        }

        // Nobody else than who makes it has its result.
        if (origin is not null || route.Asked.Envelope.IsBackground)
        {
            speaking.RemoveAll(choice => choice.Spoken != dialect);
            if (speaking.Count == 0)
            {
                return origin is null ? NoBackground(model) : Elsewhere(origin, model);
            }
        }

        var ready = speaking.Select(choice => choice with { Credential = origin?.Account.CredentialOf(choice.Target.Provider) }).Where(choice => IsReady(choice.Target)).ToList();
        return ready.Count > 0 ? new Permit(route, ready) : NotReady(model);
    }

    private static string? MissingCapability(ModelRoute route)
    {
        var capability = route.Asked.Caller.Accepted.Operation.Capability;
        if (!route.Model.Can(capability))
        {
            return capability;
        }

        return route.Asked.Envelope.Stream && !route.Model.Can("streaming") ? "streaming" : null;
    }

    // In the client's own words where it can be, else in the first that they can be translated to.
    private static PermittedTarget? Speaking(Target target, IDialect client)
    {
        var spoken = ProviderTable.DialectsOf(target.Provider);
        if (spoken.Contains(client))
        {
            return new PermittedTarget(target, client);
        }

        return SpokenInstead.Of(client, spoken) is { } other ? new PermittedTarget(target, other) : null;
    }

    private static bool Leads(Provider provider, StoredObject origin) => provider.Name == origin.Provider && origin.Account.CredentialOf(provider) is not null;

    private static bool IsReady(Target target) => target.Provider is { Enabled: true, Credential.Missing: null };

    private static Refusal NotReady(Model model) => new(
        503,
        ErrorType.Api,
        RefusalCodes.ProviderCredentialMissing,
        $"No provider of the model '{model.Name}' is enabled and has its credential. Whoever runs the gateway finds the reason in its log.");

    private static Refusal Elsewhere(StoredObject origin, Model model) => new(
        400,
        ErrorType.InvalidRequest,
        RefusalCodes.StoredElsewhere,
        $"'{origin.Id}' is stored at the provider '{origin.Provider}', where the model '{model.Name}' does not lead with the same address and credential. Use the model '{origin.Model}', or send the whole conversation.")
    {
        Parameter = "model",
    };

    private static Refusal NoBackground(Model model) => new(
        400,
        ErrorType.InvalidRequest,
        RefusalCodes.StoredResponseUnsupported,
        $"No provider of the model '{model.Name}' speaks OpenAI Responses itself, so none makes an answer in the background. Ask without 'background'.")
    {
        Parameter = "background",
    };

    private static Refusal Forbid(string code, string message) => new(403, ErrorType.Permission, code, message);
}
