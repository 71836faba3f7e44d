using FerroGate.Core.Money;

namespace FerroGate.Core.Routing;

/// <summary>What an order of targets is made from: one target at the moment of one request.</summary>
/// <param name="Priority">Lower is earlier.</param>
/// <param name="Weight">Its share among its equals; 1 or more.</param>
public readonly record struct Standing(int Priority, int Weight)
{
    /// <summary>What the request costs at most; <c>null</c> where nobody has said a price.</summary>
    public NanoUsd? Cost { get; init; }

    /// <summary>Its time to the first token; <c>null</c> where it is not known.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>Somebody should find out how fast it is.</summary>
    public bool IsToBeTried { get; init; }

    /// <summary>The exchanges that it is answering.</summary>
    public int InFlight { get; init; }
}
