namespace FerroGate.Core.Limits;

/// <summary>A limit of what one account runs at a time.</summary>
/// <param name="Meter">What runs.</param>
/// <param name="Limit">How much may.</param>
/// <param name="Label">How a message begins.</param>
internal readonly record struct SlotQuota(SlotMeter Meter, long Limit, string Label)
{
    /// <inheritdoc cref="RateQuota.Id"/>
    public required string Id { get; init; }

    /// <inheritdoc cref="RateQuota.IsStrict"/>
    public bool IsStrict { get; init; }
}
