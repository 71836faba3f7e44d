namespace FerroGate.Ai.Counting;

/// <summary>
/// The most that the parts of a request cost beside their text. Each number is above what the recordings of 2024-06 to 2026-09 and the
/// vendors' pages show; docs/counting.md tells from where it is.
/// </summary>
public static class InputCosts
{
    /// <summary>What a provider says before the first message: the chat templates of gpt-oss, Grok and Llama.</summary>
    public const int PerRequest = 128;

    /// <summary>A message: 4 at OpenAI, 3 to 8 elsewhere, 20 for the result of a tool.</summary>
    public const int PerMessage = 24;

    /// <summary>That there are tools at all: 346 at Anthropic up to Claude 4, twice that since.</summary>
    public const int ForTools = 768;

    /// <summary>A tool: about 40 beside its text and the signs around it.</summary>
    public const int PerTool = 96;

    /// <summary>A picture, a sound or a file: more than any page of a vendor says of a picture, and a guess for a long document.</summary>
    public const int PerMedium = 8_192;

    /// <summary>What text can cost at most: a token for each byte, and what stands around it.</summary>
    public static long TextBound(InputSize size) => size.TextBytes + size.FrameBytes + PerRequest + ((long)size.Messages * PerMessage)
        + (size.Tools > 0 ? ForTools : 0) + ((long)size.Tools * PerTool);

    /// <summary>What all of it can cost at most.</summary>
    public static long Bound(InputSize size) => TextBound(size) + ((long)size.Media * PerMedium);
}
