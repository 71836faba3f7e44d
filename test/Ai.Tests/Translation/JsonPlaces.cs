using System.Text.Json;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>Looks up the place that a loss names, so that nothing is said to be lost that was never there.</summary>
internal static class JsonPlaces
{
    /// <summary>
    /// Some place of this path is there. <c>[*]</c> is any item, <c>**</c> any depth, and the type of an object may stand for its member.
    /// </summary>
    public static bool IsThere(JsonElement json, string path) =>
        IsThere(json, path.Replace("[*]", ".[*]", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries));

    private static bool IsThere(JsonElement json, ReadOnlySpan<string> steps)
    {
        if (steps.IsEmpty)
            return json.ValueKind != JsonValueKind.Null;
        if (steps[0] == "**")
            return IsThere(json, steps[1..]) || AnyChild(json, steps);
        if (steps[0] == "[*]")
            return json.ValueKind == JsonValueKind.Array && AnyItem(json, steps[1..]);

        return json.ValueKind == JsonValueKind.Object
            && (AnyMember(json, steps) || IsOfType(json, steps));
    }

    // Google takes each name in two spellings.
    private static bool AnyMember(JsonElement json, ReadOnlySpan<string> steps)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (Spelled(member.Name) == Spelled(steps[0]) && IsThere(member.Value, steps[1..]))
                return true;
        }

        return false;
    }

    private static string Spelled(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static bool IsOfType(JsonElement json, ReadOnlySpan<string> steps) =>
        steps.Length == 1 && json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == steps[0];

    private static bool AnyItem(JsonElement json, ReadOnlySpan<string> steps)
    {
        foreach (var item in json.EnumerateArray())
        {
            if (IsThere(item, steps))
                return true;
        }

        return false;
    }

    private static bool AnyChild(JsonElement json, ReadOnlySpan<string> steps)
    {
        if (json.ValueKind == JsonValueKind.Array)
            return AnyItem(json, steps);
        if (json.ValueKind != JsonValueKind.Object)
            return false;

        foreach (var member in json.EnumerateObject())
        {
            if (IsThere(member.Value, steps))
                return true;
        }

        return false;
    }
}
