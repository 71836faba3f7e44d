using FerroGate.Core.Exchanges;

namespace FerroGate.Core.Limits.Shared;

/// <summary>What an exchange takes of shared counters.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Day">The day whose periods it is counted in; it is only taken on that day.</param>
public sealed record Draw(ExchangeId Exchange, DateOnly Day)
{
    public IReadOnlyList<RateDraw> Rates { get; init; } = [];

    public IReadOnlyList<SlotDraw> Slots { get; init; } = [];

    public IReadOnlyList<SpendDraw> Spends { get; init; } = [];
}
