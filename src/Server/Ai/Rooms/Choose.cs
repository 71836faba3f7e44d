using System.Text;
using FerroGate.Ai.Envelopes;
using FerroGate.Core.Limits;
using FerroGate.Core.Routing;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Usage;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Between Authorize and Translate: in which order the permitted targets are asked, as the model's strategy says.</summary>
/// <param name="random">A number from 0 to below 1.</param>
internal sealed class Choose(Func<double> random)
{
    public Permit Enter(Permit permit)
    {
        if (permit.Targets.Count == 1)
        {
            return permit;
        }

        // Models that follow another one stay behind it, each with its own strategy.
        var targets = permit.Targets.GroupBy(choice => choice.Fallback, ReferenceEqualityComparer.Instance);
        return permit with { Targets = [.. targets.SelectMany(own => Order(permit, own.First().Fallback ?? permit.Route.Model, [.. own]))] };
    }

    private IEnumerable<PermittedTarget> Order(Permit permit, Model model, IReadOnlyList<PermittedTarget> targets)
    {
        var most = Most(permit.Route);
        var standings = targets.Select(choice => StandingOf(choice.Target, permit.Route.Asked, most)).ToList();
        var order = TargetOrder.Of(model.Strategy, standings, random);
        if (CommonOf(permit.Route.Asked, model.Sticky) is { } common)
        {
            var names = targets.Select(choice => $"{choice.Target.Provider.Name}:{choice.Target.ProviderModel}").ToList();
            order = Rendezvous.Of(order, TargetOrder.FirstsOf(model.Strategy, standings), common, names, standings);
        }

        return order.Select(i => targets[i]);
    }

    // What the request has in common with those that it belongs to; null where nothing keeps it.
    private static byte[]? CommonOf(Asked asked, Stickiness? sticky) => sticky switch
    {
        { By: StickyBy.Header, Header: { } name } =>
            asked.Caller.Accepted.Http.Request.Headers[name] is { Count: > 0 } values ? Encoding.UTF8.GetBytes(values.ToString()) : null,
        { By: StickyBy.Key } => Encoding.UTF8.GetBytes(asked.Caller.Key.Id),
        { By: StickyBy.Prefix } => ConversationPrefix.HashOf(asked.Body.Bytes.Span),
        _ => null,
    };

    private static Standing StandingOf(Target target, Asked asked, TokenUsage most)
    {
        var state = asked.Caller.Accepted.Facts.Revision.Providers.Of(target.Provider).StateOf(target);
        var latency = state.LatencyOf(asked.Envelope.Stream).Value;
        return new Standing(target.Priority, target.Weight)
        {
            Cost = target.CostOf(most, asked.Caller.Accepted.Facts.StartedAt),
            Latency = latency,
            IsToBeTried = latency is null && state.MayBeTried,
            InFlight = state.InFlight,
        };
    }

    // The probable input and the most output, so that prices of either count as they will on the bill.
    private static TokenUsage Most(ModelRoute route)
    {
        var envelope = route.Asked.Envelope;
        var hold = TokenHold.For(envelope.InputEstimate, OutputBound.Of(route).Tokens, envelope.Choices);
        return new TokenUsage { Input = hold.Input, Output = hold.Output };
    }
}
