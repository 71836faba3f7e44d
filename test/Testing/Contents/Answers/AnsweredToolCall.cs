namespace FerroGate.Testing.Contents.Answers;

/// <summary>A call that the model asks the caller to make.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">Canonical JSON, or the text where it is no JSON; no arguments are <c>{}</c>.</param>
/// <param name="Id">Its words belong to the vendor: only whether there is one is compared.</param>
public sealed record AnsweredToolCall(string Name, string Arguments, string? Id);
