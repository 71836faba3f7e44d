namespace FerroGate.Config.Options;

/// <summary>What a value was written as; a word of a Caddyfile can be read as anything.</summary>
internal enum ValueKind
{
    Word,
    String,
    Integer,
    Float,
    Boolean,
    Array,
    Table,
    DateTime,

    /// <summary>Of JSON; nothing is written so.</summary>
    Null,
}
