using FerroGate.Core.Limits;
using FerroGate.Core.Money;
using FerroGate.Core.Records;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>A part of Reserve: which targets a budget in money leaves.</summary>
internal static class Affordable
{
    /// <summary>Those with a price: what the others cost would not be counted.</summary>
    public static Outcome<Permit> Priced(Permit permit, DateTimeOffset now)
    {
        var left = Keep(permit, target => target.Target.PriceAt(now) is not null, RefusalCodes.PriceUnknown);
        return left.Targets.Count > 0 ? left : new Refusal(
            403,
            ErrorType.Permission,
            RefusalCodes.PriceUnknown,
            $"Requests of the API key '{permit.Route.Asked.Caller.Key.Label}' are counted in US dollars, and no target of the model '{permit.Route.Model.Name}' that may answer has a price. Whoever runs the gateway can give it one.")
        {
            Parameter = "model",
        };
    }

    /// <summary>What the targets charge, as far as it is known.</summary>
    public static IReadOnlyList<ModelPrice> PricesOf(Permit permit, DateTimeOffset now) =>
        [.. permit.Targets.Select(target => target.Target.PriceAt(now)?.Price).OfType<ModelPrice>()];

    /// <summary>Those that are cheap enough.</summary>
    public static Permit Within(Permit permit, DateTimeOffset now, Claim claim, Reservation reservation) => reservation.Prices.Count == claim.Prices.Count
        ? permit
        : Keep(permit, target => target.Target.PriceAt(now) is { Price: var price } && reservation.Prices.Contains(price), RefusalCodes.BudgetExceeded);

    private static Permit Keep(Permit permit, Predicate<PermittedTarget> isLeft, string reason)
    {
        var (targets, removed) = (new List<PermittedTarget>(), new List<RemovedTarget>(permit.Removed));
        foreach (var target in permit.Targets)
        {
            if (isLeft(target))
                targets.Add(target);
            else
                removed.Add(new RemovedTarget(target.Target.Provider.Name, target.Target.ProviderModel, reason));
        }

        return permit with { Targets = targets, Removed = removed };
    }
}
