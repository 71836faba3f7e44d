namespace FerroGate.Core.Usage;

/// <summary>Where the counters of a ledger entry come from. Written to disk: never renumber.</summary>
public enum UsageSource
{
    /// <summary>The provider reported them.</summary>
    Provider = 1,

    /// <summary>The gateway estimated them from the bytes that passed, because the provider reported nothing.</summary>
    Estimated = 2,

    /// <summary>The gateway counted them with the model's tokenizer, because the provider reported nothing.</summary>
    Counted = 3,
}
