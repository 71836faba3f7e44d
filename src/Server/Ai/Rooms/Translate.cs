using FerroGate.Ai.Conversations;
using FerroGate.Ai.Providers;
using FerroGate.Ai.Translation;
using FerroGate.Core.Limits;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Between Authorize and Reserve: says the request in the words of those targets that speak another protocol.</summary>
internal sealed class Translate
{
    private const string StrictHeader = "x-ferrogate-strict";

    public static Outcome<Permit> Enter(Permit permit)
    {
        var asked = permit.Route.Asked;
        var client = asked.Caller.Accepted.Operation.Dialect;
        if (permit.Targets.All(target => target.Spoken == client))
        {
            return permit;
        }

        if (!RequestTranslator.Open((IConversationDialect)client, asked.Body.Bytes, asked.Envelope.Stream).TryGet(out var translator, out var refusal))
        {
            return refusal;
        }

        var http = asked.Caller.Accepted.Http;
        http.Response.RegisterForDispose(translator);
        var isStrict = IsStrict(permit.Route, http.Request.Headers);
        var ready = new List<PermittedTarget>(permit.Targets.Count);
        Refusal? why = null;
        foreach (var target in permit.Targets)
        {
            if (target.Spoken == client)
            {
                ready.Add(target);
            }
            else if (Say(translator, target, isStrict).TryGet(out var translated, out var reason))
            {
                ready.Add(target with { Translated = translated });
            }
            else
            {
                why ??= reason;
            }
        }

        return ready.Count > 0 ? permit with { Targets = ready, Translator = translator, IsStrict = isStrict } : why!;
    }

    private static Outcome<TranslatedRequest> Say(RequestTranslator translator, PermittedTarget target, bool isStrict)
    {
        var adapter = ProviderTable.Of(target.Target.Provider.Kind);
        var model = new TargetModel(target.Target.ProviderModel, TokenHold.AssumedOutput) { IsCompatible = adapter.SpeaksAsOthersDo };
        if (!translator.Write((IConversationDialect)target.Spoken, model).TryGet(out var translated, out var refusal))
        {
            return refusal;
        }

        return isStrict && translated.Losses.FirstOrDefault(loss => !loss.IsHarmless) is { Path: not null } first ? Lost(translated, first, target) : translated;
    }

    private static bool IsStrict(ModelRoute route, IHeaderDictionary headers) =>
        route.Model.TranslatesStrictly || route.Asked.Caller.Key.TranslatesStrictly || headers[StrictHeader] is [var value] && value is "1" or "true";

    private static Refusal Lost(TranslatedRequest translated, Loss first, PermittedTarget target) => new(
        400,
        ErrorType.InvalidRequest,
        RefusalCodes.TranslationLoss,
        $"Strict translation was asked for, and {target.Spoken.Name}, which the provider '{target.Target.Provider.Name}' speaks, cannot say all of this request: {Text(translated)}.")
    {
        Parameter = first.Path,
    };

    private static Losses Text(TranslatedRequest translated)
    {
        var losses = new Losses();
        losses.AddRange(translated.Losses);
        return losses;
    }
}
