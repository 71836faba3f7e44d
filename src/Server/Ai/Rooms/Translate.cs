using FerroGate.Ai.Conversations;
using FerroGate.Ai.Translation;
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

        if (client is not IConversationDialect conversation)
        {
            return TranslateEmbeddings.Enter(permit);
        }

        if (!RequestTranslator.Open(conversation, asked.Body.Bytes, asked.Envelope.Stream).TryGet(out var translator, out var refusal))
        {
            return refusal;
        }

        var http = asked.Caller.Accepted.Http;
        http.Response.RegisterForDispose(translator);
        permit = permit with { Translator = translator, IsStrict = IsStrict(permit.Route, http.Request.Headers) };
        var cap = OutputBound.Of(permit.Route).Cap;
        var ready = new List<PermittedTarget>(permit.Targets.Count);
        Refusal? why = null;
        foreach (var target in permit.Targets)
        {
            if (target.Spoken == client)
            {
                ready.Add(target);
            }
            else if (Say(permit, target, cap).TryGet(out var translated, out var reason))
            {
                ready.Add(target with { Translated = translated });
            }
            else
            {
                why ??= reason;
            }
        }

        return ready.Count > 0 ? permit with { Targets = ready } : why!;
    }

    /// <summary>The request in a target's words.</summary>
    /// <param name="permit">With the translator.</param>
    /// <param name="target">Who is asked.</param>
    /// <param name="cap">The most tokens that one answer may have; <c>null</c> for as many as the client says.</param>
    public static Outcome<TranslatedRequest> Say(Permit permit, PermittedTarget target, long? cap)
    {
        var model = target.ModelOf(permit.Route) with { OutputCap = cap };
        if (!permit.Translator!.Write((IConversationDialect)target.Spoken, model).TryGet(out var translated, out var refusal))
        {
            return refusal;
        }

        return Unlost(permit, target, translated);
    }

    /// <summary>The request in a target's words, or why it may not be sent.</summary>
    public static Outcome<TranslatedRequest> Unlost(Permit permit, PermittedTarget target, TranslatedRequest translated) =>
        permit.IsStrict && translated.Losses.FirstOrDefault(loss => !loss.IsHarmless) is { Path: not null } first ? Lost(translated, first, target) : translated;

    /// <summary>Nothing of the request may get lost.</summary>
    public static bool IsStrict(ModelRoute route, IHeaderDictionary headers) =>
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
