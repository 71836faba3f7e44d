namespace FerroGate.Ai.Conversations;

/// <summary>Whether tools may or must be called.</summary>
public enum ToolChoiceKind
{
    Auto,
    None,

    /// <summary>Some tool must be called.</summary>
    Required,

    /// <summary>One tool must be called.</summary>
    Named,
}
