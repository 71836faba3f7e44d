namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>The service tiers of OpenAI.</summary>
internal static class ResponsesTier
{
    public static bool IsKnown(string? tier) => tier is "auto" or "default" or "flex" or "scale" or "priority" or "fast" or "ultrafast";
}
