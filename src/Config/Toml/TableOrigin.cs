namespace FerroGate.Config.Toml;

/// <summary>How a TOML table came to be; it decides who may add to it.</summary>
internal enum TableOrigin
{
    /// <summary>Only named on the way to another: <c>[a.b]</c> makes <c>a</c> so.</summary>
    Implied,

    /// <summary><c>[a]</c>.</summary>
    Header,

    /// <summary><c>a.b = 1</c> makes <c>a</c> so.</summary>
    DottedKey,

    /// <summary><c>{ … }</c>.</summary>
    Inline,
}
