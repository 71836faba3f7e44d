using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Answers;

/// <summary>The arguments of a call, which two protocols write as text and two as JSON.</summary>
internal static class ArgumentsText
{
    /// <summary>Their canonical spelling; no text is a call without arguments.</summary>
    public static string Canonical(string? text) => string.IsNullOrWhiteSpace(text) ? "{}" : CanonicalJson.OfText(text);
}
