using FerroGate.Core.Records;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>
/// Fifth room: what policies allow, what the model can do, and what the key may do. Where the model has fallbacks among the other models, their targets
/// come after its own.
/// </summary>
internal sealed class Authorize
{
    public static Outcome<Permit> Enter(ModelRoute route)
    {
        var key = route.Asked.Caller.Key;
        var model = route.Model;
        if (!model.IsOpenTo(key, route.Asked.Envelope.Model))
        {
            return Suitable.Forbid(RefusalCodes.ModelNotAllowed, $"The API key '{key.Label}' may not use the model '{model.Name}'.");
        }

        var verdict = PolicyVerdict.Of(route, model, route.Asked.Envelope.Model);
        if (verdict.Refusal is { } denied)
        {
            return denied;
        }

        var removed = new List<RemovedTarget>();
        var targets = new List<PermittedTarget>();
        if (Suitable.Of(route, model, verdict, removed).TryGet(out var own, out var refusal))
        {
            targets.AddRange(own);
        }

        foreach (var name in model.FallbackModels)
        {
            if (route.Asked.Caller.Accepted.Snapshot.Models.TryGetValue(name, out var other)
                && other.IsVisibleTo(key.Tenant)
                && other.IsOpenTo(key, name)
                && Suitable.Of(route, other, PolicyVerdict.Of(route, other, name), removed).TryGet(out var further, out _))
            {
                targets.AddRange(further
                    .Where(choice => !targets.Any(known => known.Target.IsSameAs(choice.Target)))
                    .Select(choice => choice with { Fallback = other }));
            }
        }

        return targets.Count > 0 ? new Permit(route, targets) { Removed = removed } : refusal!;
    }
}
