namespace FerroGate.Ai.Tests.Translation;

/// <summary>Which differences between two answers the loss of a member explains.</summary>
internal static class AnswerFields
{
    private static readonly (string Difference, string[] Names)[] Fields =
    [
        ("candidates:", ["choices", "candidates"]),
        ("refusal:", ["refusal"]),
        ("text:", ["refusal"]),
        ("finish:", ["finish_reason", "finishReason", "stop_reason", "refusal"]),
    ];

    /// <param name="path">The path of the loss.</param>
    /// <param name="difference">The difference, which says what differs, and of which candidate.</param>
    public static bool Explains(string path, string difference) =>
        Fields.Any(field => difference.Contains(field.Difference, StringComparison.Ordinal)
            && path.Split('.').Any(step => field.Names.Contains(step.Replace("[*]", "", StringComparison.Ordinal), StringComparer.Ordinal)));
}
