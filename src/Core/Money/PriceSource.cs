namespace FerroGate.Core.Money;

/// <summary>Who says a price.</summary>
public enum PriceSource
{
    /// <summary>The target itself, in the config.</summary>
    Target,

    /// <summary>A price of the config.</summary>
    Config,

    /// <summary>The price book of the program.</summary>
    BuiltIn,
}
