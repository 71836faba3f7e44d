using System.Globalization;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Counting;
using FerroGate.Ai.Splicing;
using FerroGate.Core.Limits;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>A part of Reserve, for <c>cap_output on</c>: what is held for an answer is what its provider is told.</summary>
internal static class Cap
{
    /// <summary>What is to be held, or why a request cannot do with that.</summary>
    public static Outcome<TokenHold> Hold(Permit permit, OutputBound bound)
    {
        var envelope = permit.Route.Asked.Envelope;
        var hold = TokenHold.For(MostInput(permit), MostOutput(permit, bound), envelope.Choices);
        if (bound.Cap is not { } cap)
        {
            return hold;
        }

        var least = permit.Targets.Max(target => LeastOf(target, permit));

        // What the client has asked for itself is between it and the provider.
        if (cap < least && envelope.MaxOutputTokens != cap)
        {
            return TooLow(permit, cap, least);
        }

        return hold with { Choices = envelope.Choices, LeastPerChoice = Math.Min(least, cap) };
    }

    /// <summary>The targets' requests with the output that was held in the end.</summary>
    /// <param name="permit">The targets.</param>
    /// <param name="bound">What was wanted.</param>
    /// <param name="isLess">Less was left of the key's budget.</param>
    /// <param name="hold">What was left.</param>
    public static Outcome<Permit> Apply(Permit permit, OutputBound bound, bool isLess, TokenHold hold)
    {
        if (bound.Cap is not { } cap)
        {
            return permit;
        }

        var limit = isLess ? hold.PerChoice : cap;
        var targets = new List<PermittedTarget>(permit.Targets.Count);
        foreach (var target in permit.Targets)
        {
            if (target.Translated is null)
            {
                targets.Add(target with
                {
                    Cap = OutputCap.Of((IConversationDialect)target.Spoken, permit.Route.Asked.Envelope, target.ModelOf(permit.Route), limit),
                });
            }
            else if (!isLess)
            {
                targets.Add(target);
            }
            else if (Translate.Say(permit, target, limit).TryGet(out var translated, out var refusal))
            {
                targets.Add(target with { Translated = translated });
            }
            else
            {
                return refusal;
            }
        }

        return permit with { Targets = targets };
    }

    // What none of the targets can make more of: by its window, by what its model was seen to make of text, or by the text itself.
    private static long MostInput(Permit permit)
    {
        var envelope = permit.Route.Asked.Envelope;
        if (envelope.InputBound == 0)
        {
            return 0;
        }

        var text = InputCosts.TextBound(envelope.Input);
        var providers = permit.Route.Asked.Caller.Accepted.Facts.Revision.Providers;
        return permit.Targets.Max(target => Math.Min(
            target.Target.ContextWindow ?? long.MaxValue,
            envelope.InputBound - text + providers.Of(target.Target.Provider).StateOf(target.Target).Tokens.Bound(text)));
    }

    // The dearest of what the targets are asked for.
    private static long? MostOutput(Permit permit, OutputBound bound) => bound.Tokens is { } wanted
        ? permit.Targets.Max(target => Math.Max(wanted, target.Translated?.RaisedLimit ?? wanted))
        : null;

    // A budget of thoughts is made to fit where the request is written anew.
    private static long LeastOf(PermittedTarget target, Permit permit)
    {
        var least = ((IConversationDialect)target.Spoken).LeastOutputTokens;
        return target.Translated is null ? Math.Max(least, permit.Route.Asked.Envelope.LeastOutputTokens) : least;
    }

    private static Refusal TooLow(Permit permit, long cap, long least)
    {
        var isThinking = permit.Route.Asked.Envelope.LeastOutputTokens == least && least > 1;
        return new Refusal(400, ErrorType.InvalidRequest, RefusalCodes.InvalidRequest, string.Create(
            CultureInfo.InvariantCulture,
            $"An answer of the model '{permit.Route.Model.Name}' may have at most {cap} tokens here (cap_output), and this request needs a limit of at least {least}{(isThinking ? " for its budget of thoughts" : "")}."))
        {
            Parameter = isThinking ? "thinking.budget_tokens" : null,
        };
    }
}
