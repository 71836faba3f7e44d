namespace FerroGate.Core.Routing;

/// <summary>What requests that belong together have in common.</summary>
public enum StickyBy
{
    /// <summary>A header that their client sends.</summary>
    Header,

    /// <summary>The key.</summary>
    Key,

    /// <summary>How their conversation begins.</summary>
    Prefix,
}
