namespace FerroGate.Config.Options;

/// <summary>How an option was written.</summary>
internal enum EntryForm
{
    /// <summary>Words on a line of a Caddyfile, perhaps with a block below it.</summary>
    Words,

    /// <summary>A single TOML value.</summary>
    Single,

    /// <summary>A TOML array of values.</summary>
    List,

    /// <summary>A TOML table.</summary>
    Table,
}
