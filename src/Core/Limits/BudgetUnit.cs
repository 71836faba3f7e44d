namespace FerroGate.Core.Limits;

/// <summary>What a budget counts.</summary>
public enum BudgetUnit
{
    /// <summary>Input and output tokens.</summary>
    Tokens,

    /// <summary>Billionths of a US dollar.</summary>
    NanoUsd,
}
