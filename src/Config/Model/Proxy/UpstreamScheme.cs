namespace FerroGate.Config.Model.Proxy;

/// <summary>How an upstream is spoken to.</summary>
public enum UpstreamScheme
{
    /// <summary>In plain text, HTTP/1.1 or what <c>versions</c> says.</summary>
    Http,

    /// <summary>With TLS.</summary>
    Https,

    /// <summary>HTTP/2 in plain text, with prior knowledge.</summary>
    H2c,
}
