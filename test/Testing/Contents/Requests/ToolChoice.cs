namespace FerroGate.Testing.Contents.Requests;

/// <summary>Whether the model may or must call tools.</summary>
/// <param name="Kind">What it must do.</param>
/// <param name="Name">The tool of <see cref="ToolChoiceKind.Named"/>.</param>
public sealed record ToolChoice(ToolChoiceKind Kind, string? Name = null)
{
    public static ToolChoice? OfWord(string? word) => word switch
    {
        "auto" => new(ToolChoiceKind.Auto),
        "none" => new(ToolChoiceKind.None),
        "required" or "any" => new(ToolChoiceKind.Required),
        _ => null,
    };
}
