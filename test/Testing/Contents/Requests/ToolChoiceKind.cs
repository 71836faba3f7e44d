namespace FerroGate.Testing.Contents.Requests;

public enum ToolChoiceKind
{
    Auto,
    None,
    Required,

    /// <summary>This one tool.</summary>
    Named,
}
