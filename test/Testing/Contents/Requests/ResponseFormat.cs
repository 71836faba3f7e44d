namespace FerroGate.Testing.Contents.Requests;

/// <summary>The form that the answer's text must have.</summary>
/// <param name="Kind">Text, any JSON, or JSON of a schema.</param>
/// <param name="Name">The schema's name, which two protocols have.</param>
/// <param name="Schema">The canonical schema.</param>
/// <param name="Strict">Whether the schema must be followed to the letter, where it is said.</param>
public sealed record ResponseFormat(FormatKind Kind, string? Name = null, string? Schema = null, bool? Strict = null);
