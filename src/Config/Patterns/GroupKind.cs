namespace FerroGate.Config.Patterns;

/// <summary>What a parenthesis opens.</summary>
internal enum GroupKind
{
    Capturing,
    Plain,

    /// <summary>Nothing: <c>(?i)</c> sets flags up to the end of the group that it is in.</summary>
    FlagsOnly,
}
