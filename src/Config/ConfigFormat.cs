namespace FerroGate.Config;

/// <summary>The languages that a config can be written in.</summary>
public enum ConfigFormat
{
    /// <summary>Caddy's language.</summary>
    Caddyfile,

    /// <summary>TOML 1.0.</summary>
    Toml,
}
