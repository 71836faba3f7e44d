using System.Text.Json;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>The texts that JSON holds, wherever they stand. Short ones are left aside, because they may stand anywhere.</summary>
internal static class JsonTexts
{
    private const int ShortestText = 8;

    public static IEnumerable<string> Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String when json.GetString() is { Length: >= ShortestText } text => [text[(text.IndexOf(";base64,", StringComparison.Ordinal) is >= 0 and var at ? at + 8 : 0)..]],
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Of),
        // The word for a kind and the name of a tool may stand anywhere, also where nothing of the kind is left.
        JsonValueKind.Object => json.EnumerateObject().Where(member => !IsReference(member.Name)).SelectMany(member => Of(member.Value)),
        _ => [],
    };

    /// <summary>The texts that are no part of any text of the other, of those that were generated once.</summary>
    public static IEnumerable<string> Missing(JsonElement json, JsonElement other)
    {
        var texts = Of(other).ToList();
        return Of(json).Where(IsGenerated).Where(text => !texts.Exists(one => one.Contains(text, StringComparison.Ordinal))).Select(text => $"missing: {text}");
    }

    private static bool IsReference(string member) => member is "type" or "name" or "tool_name";

    // A number in it makes it one of its own, and so do bytes.
    private static bool IsGenerated(string text) => text.EndsWith('=') || text.Count(char.IsAsciiDigit) >= 6;
}
