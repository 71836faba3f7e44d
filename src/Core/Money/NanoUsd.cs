namespace FerroGate.Core.Money;

/// <summary>An amount of US dollars as a whole number of billionths, so that sums are exact.</summary>
/// <param name="Value">Nano-dollars; one dollar is 1,000,000,000.</param>
public readonly record struct NanoUsd(long Value)
{
    /// <summary>How many of them are a dollar.</summary>
    public const decimal PerDollar = 1_000_000_000m;

    /// <summary>No money.</summary>
    public static NanoUsd Zero => default;

    public static NanoUsd operator +(NanoUsd left, NanoUsd right) => new(checked(left.Value + right.Value));

    public override string ToString() => string.Create(null, $"${Value / PerDollar:0.#########}");
}
