using FerroGate.Core.Exchanges;

namespace FerroGate.Core.Limits.Shared;

/// <summary>What an exchange gives back.</summary>
/// <param name="Exchange">The exchange.</param>
public sealed record GivenBack(ExchangeId Exchange)
{
    /// <summary>Tokens by limit and by the second in which they were taken; without a second it has used more than it took.</summary>
    public IReadOnlyList<(string Meter, long? Second, long Tokens)> Rates { get; init; } = [];

    public IReadOnlyList<string> Slots { get; init; } = [];

    /// <summary>Whole holds: nothing of them was used.</summary>
    public IReadOnlyList<string> Spends { get; init; } = [];

    internal bool IsNothing => Rates.Count == 0 && Slots.Count == 0 && Spends.Count == 0;
}
