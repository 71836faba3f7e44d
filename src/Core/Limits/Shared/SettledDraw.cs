using FerroGate.Core.Exchanges;

namespace FerroGate.Core.Limits.Shared;

/// <param name="Sequence">Its place in its journal.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Spends">What it has used of each of its budgets.</param>
public readonly record struct SettledDraw(long Sequence, ExchangeId Exchange, IReadOnlyList<SpendDraw> Spends);
