using System.Text.Json;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>Looks up the place that a loss names, so that nothing is said to be lost that was never there.</summary>
internal static class JsonPlaces
{
    /// <summary>Some place of this path is there.</summary>
    public static bool IsThere(JsonElement json, string path) => At(json, path).Any();

    /// <summary>
    /// What stands at the places of this path. <c>[*]</c> is any item, <c>**</c> any depth, and the type of an object may stand for its
    /// member: then it is the object. <c>null</c> is nothing.
    /// </summary>
    public static IEnumerable<JsonElement> At(JsonElement json, string path) =>
        At(json, path.Replace("[*]", ".[*]", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries).AsMemory());

    private static IEnumerable<JsonElement> At(JsonElement json, ReadOnlyMemory<string> steps)
    {
        if (steps.IsEmpty)
            return json.ValueKind == JsonValueKind.Null ? [] : [json];
        var (step, rest) = (steps.Span[0], steps[1..]);
        if (step == "**")
            return At(json, rest).Concat(Children(json).SelectMany(child => At(child, steps)));
        if (step == "[*]")
            return json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().SelectMany(item => At(item, rest)) : [];
        if (json.ValueKind != JsonValueKind.Object)
            return [];

        // Google takes each name in two spellings.
        var members = json.EnumerateObject().Where(member => Spelled(member.Name) == Spelled(step)).SelectMany(member => At(member.Value, rest));
        return rest.IsEmpty && IsOfType(json, step) ? members.Append(json) : members;
    }

    private static string Spelled(string name) => name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static bool IsOfType(JsonElement json, string step) =>
        json.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == step;

    private static IEnumerable<JsonElement> Children(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray(),
        JsonValueKind.Object => json.EnumerateObject().Select(member => member.Value),
        _ => [],
    };
}
