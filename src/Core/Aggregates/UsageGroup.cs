namespace FerroGate.Core.Aggregates;

/// <summary>One sum of those that were asked for.</summary>
/// <param name="Start">The first moment of its hour, day or month; <c>null</c> where it is over the whole time.</param>
/// <param name="Values">Its value of each dimension that was asked for, in the order asked; <c>null</c> is unset.</param>
/// <param name="Sum">What it comes to.</param>
public sealed record UsageGroup(DateTimeOffset? Start, IReadOnlyList<string?> Values, UsageSum Sum);
