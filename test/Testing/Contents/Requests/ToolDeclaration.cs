namespace FerroGate.Testing.Contents.Requests;

/// <summary>A tool that the caller runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Schema">The canonical schema of its arguments, or <c>null</c> where it takes none.</param>
/// <param name="Strict">Whether arguments must follow the schema, where it is said.</param>
public sealed record ToolDeclaration(string Name, string? Description, string? Schema, bool? Strict);
