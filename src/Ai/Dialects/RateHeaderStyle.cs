namespace FerroGate.Ai.Dialects;

/// <summary>How providers of a protocol name the headers that tell of limits per minute.</summary>
public enum RateHeaderStyle
{
    /// <summary><c>x-ratelimit-remaining-requests</c> and its like, with durations such as <c>12s</c>, as OpenAI does.</summary>
    Common,

    /// <summary><c>anthropic-ratelimit-requests-remaining</c> and its like, with moments as RFC 3339 writes them.</summary>
    Anthropic,
}
