namespace FerroGate.Core.Money;

/// <summary>A price in a list of those that may hold for a model.</summary>
/// <param name="Price">What is charged.</param>
/// <param name="From">Since when; <see cref="DateTimeOffset.MinValue"/> is always.</param>
/// <param name="Source">Who says so.</param>
public sealed record ListedPrice(ModelPrice Price, DateTimeOffset From, PriceSource Source);
