namespace FerroGate.Config.Patterns;

/// <summary>Why a pattern is no regular expression of RE2's language, for the one who wrote it.</summary>
/// <param name="Offset">Where it is, in UTF-16 units from the beginning of the pattern.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What to write instead, where that is known.</param>
public sealed record RegularExpressionError(int Offset, string Message, string? Hint = null);
