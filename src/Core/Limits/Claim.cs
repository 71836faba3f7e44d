using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Money;

namespace FerroGate.Core.Limits;

/// <summary>What a request asks to be admitted with.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Key">Who asks.</param>
/// <param name="Model">The model's own name.</param>
/// <param name="Hold">The most tokens that it may use.</param>
public sealed record Claim(ExchangeId Exchange, VirtualKey Key, string Model, TokenHold Hold)
{
    /// <summary>What the targets charge that may answer it.</summary>
    public IReadOnlyList<ModelPrice> Prices { get; init; } = [];

    /// <summary>The most that it can cost at the dearest of its targets, in nano-dollars.</summary>
    internal static Int128 CeilingOf(IReadOnlyList<ModelPrice> prices, TokenHold hold)
    {
        var most = Int128.Zero;
        for (var i = 0; i < prices.Count; i++)
            most = Int128.Max(most, prices[i].CeilingOf(hold.Input, hold.Output).Value);

        return most;
    }
}
