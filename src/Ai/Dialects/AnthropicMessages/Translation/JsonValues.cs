using System.Text;
using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Values of settings that the protocol says in words of its own.</summary>
internal static class JsonValues
{
    public static JsonElement False { get; } = Of("false");

    /// <summary>No reasoning.</summary>
    public static JsonElement NoBudget { get; } = Of("0");

    /// <summary>As much reasoning as the model likes.</summary>
    public static JsonElement AnyBudget { get; } = Of("-1");

    /// <summary>The service tier of who has booked none, as OpenAI calls it.</summary>
    public static JsonElement DefaultTier { get; } = Of("\"default\"");

    public static bool IsNumber(this JsonElement value, double number) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var found) && found == number;

    /// <summary>It is a whole number.</summary>
    public static bool TryWhole(this JsonElement value, out long number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out number);
    }

    public static bool Says(this JsonElement value, string text) =>
        value.ValueKind == JsonValueKind.String && JsonText.Of(value).Is(text);

    private static JsonElement Of(string json)
    {
        using var parsed = ParsedJson.Parse(Encoding.ASCII.GetBytes(json));
        return parsed.Root.Clone();
    }
}
