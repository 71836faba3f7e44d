namespace FerroGate.Config.Options;

/// <summary>Where an option may be written.</summary>
internal enum OptionPlace
{
    /// <summary>In both languages: a line of the block, and a key of the table.</summary>
    Anywhere,

    /// <summary>In a Caddyfile on the line of its owner and not in the block; in TOML a key.</summary>
    Line,

    /// <summary>In a Caddyfile only.</summary>
    CaddyfileOnly,

    /// <summary>In TOML only.</summary>
    TomlOnly,
}
