using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects;

/// <summary>What the total of a usage object tells about its parts.</summary>
internal static class UsageTotals
{
    /// <summary>
    /// OpenAI counts reasoning among the output tokens, xAI beside them in the same protocols; the total tells which of the two it is.
    /// </summary>
    public static TokenUsage WithReasoning(TokenUsage usage, long? total) =>
        usage is { Input: { } input, Output: { } output, Reasoning: > 0 and var reasoning } && total == input + output + reasoning
            ? usage with { Output = output + reasoning }
            : usage;
}
