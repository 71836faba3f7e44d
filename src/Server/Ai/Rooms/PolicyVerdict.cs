using FerroGate.Ai.Envelopes;
using FerroGate.Core.Policies;
using FerroGate.Core.Records;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>
/// A part of Authorize: what the policies say of a request for one model. Each target is judged by the first policy that is for it;
/// one on trial judges nothing, and the record is told what it would have said.
/// </summary>
internal sealed class PolicyVerdict
{
    private static readonly PolicyVerdict Allowed = new([], []);

    private readonly IReadOnlyList<Target> _targets;
    private readonly Policy?[] _denials;

    private PolicyVerdict(IReadOnlyList<Target> targets, IReadOnlyList<Policy> policies)
    {
        _targets = targets;
        _denials = [.. targets.Select(target => policies.FirstOrDefault(policy => policy.Effect != PolicyEffect.Shadow && policy.IsFor(target)))
            .Select(policy => policy is { Effect: PolicyEffect.Deny } ? policy : null)];
    }

    /// <summary>Why the first of the targets that are denied is; <c>null</c> where none is.</summary>
    public Policy? FirstDenial => Array.Find(_denials, denial => denial is not null);

    /// <summary>Why nobody is asked, whatever models follow this one; <c>null</c> where somebody may be.</summary>
    public Refusal? Refusal => _denials.Contains(null) ? null : Array.Find(_denials, denial => denial!.IsForEveryTarget)?.Refusal;

    /// <summary>Why a target is not asked; <c>null</c> where it may be.</summary>
    public Policy? DenialOf(Target target) =>
        Enumerable.Range(0, _denials.Length).Where(i => ReferenceEquals(_targets[i], target)).Select(i => _denials[i]).FirstOrDefault();

    /// <param name="route">The request.</param>
    /// <param name="model">The client's model, or one that follows it.</param>
    /// <param name="name">The name that led to it.</param>
    public static PolicyVerdict Of(ModelRoute route, Model model, string name)
    {
        var accepted = route.Asked.Caller.Accepted;
        if (accepted.Snapshot.Policies.IsEmpty)
        {
            return Allowed;
        }

        var policies = accepted.Snapshot.Policies.Matching(RequestOf(route, model, name), model.Targets);
        if (policies.Count == 0)
        {
            return Allowed;
        }

        var verdict = new PolicyVerdict(model.Targets, policies);
        if (policies.Any(policy => policy.Effect == PolicyEffect.Shadow))
        {
            accepted.Facts.PolicyShadows = [.. accepted.Facts.PolicyShadows, .. verdict.Shadows(route, model, policies)];
        }

        return verdict;
    }

    private static PolicyRequest RequestOf(ModelRoute route, Model model, string name)
    {
        var (accepted, envelope) = (route.Asked.Caller.Accepted, route.Asked.Envelope);
        return new PolicyRequest(route.Asked.Caller.Key, name, model.Name)
        {
            Streaming = envelope.Stream,
            Tools = envelope.Needs.HasFlag(RequestNeeds.Tools),
            OutputTokens = MostOutput(route),
            Dialect = accepted.Operation.Protocol,
            Client = accepted.Facts.ClientAddress,
            Metadata = envelope.Metadata,
            At = accepted.Facts.StartedAt,
        };
    }

    // A request that names no limit, for a model that has none, asks for all that there is.
    private static long MostOutput(ModelRoute route) =>
        OutputBound.Of(route).Tokens is { } tokens ? (long)Int128.Min(long.MaxValue, (Int128)tokens * route.Asked.Envelope.Choices) : long.MaxValue;

    // A policy on trial would have judged the targets that no policy before it does.
    private IEnumerable<PolicyShadow> Shadows(ModelRoute route, Model model, IReadOnlyList<Policy> policies)
    {
        for (var at = 0; at < policies.Count; at++)
        {
            if (policies[at] is not { Effect: PolicyEffect.Shadow } shadow)
            {
                continue;
            }

            var before = policies.Take(at).Where(policy => policy.Effect != PolicyEffect.Shadow).ToList();
            var hit = _targets.Where(target => shadow.IsFor(target) && !before.Any(policy => policy.IsFor(target))).ToList();
            var left = _targets.Where((target, i) => _denials[i] is null && !hit.Contains(target)).ToList();
            if (hit.Count > 0)
            {
                var isLast = left.Count == 0 && ReferenceEquals(model, route.Model) && (shadow.IsForEveryTarget || model.FallbackModels.Count == 0);
                yield return new PolicyShadow(
                    shadow.Name,
                    shadow.Code,
                    isLast ? PolicyShadow.Refused : PolicyShadow.Skipped,
                    model.Name,
                    [.. hit.Select(target => $"{target.Provider.Name}:{target.ProviderModel}")]);
            }
        }
    }
}
