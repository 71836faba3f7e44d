namespace FerroGate.Config.Options;

/// <summary>How the values of an option were written.</summary>
internal enum EntryForm
{
    /// <summary>Words on a line of a Caddyfile: one is a value, several are a list.</summary>
    Words,

    /// <summary>A single TOML value.</summary>
    Single,

    /// <summary>A TOML array.</summary>
    List,
}
