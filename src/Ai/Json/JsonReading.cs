using System.Text.Json;
using FerroGate.Ai.Conversations;

namespace FerroGate.Ai.Json;

/// <summary>Reads members of a request, and says which one is not what it must be.</summary>
internal static class JsonReading
{
    /// <summary>The members that say something: <c>null</c> is as good as absent.</summary>
    public static IEnumerable<JsonProperty> Members(this JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidConversationException(path, $"'{path}' must be an object.");
        }

        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                yield return member;
            }
        }
    }

    public static IEnumerable<JsonElement> Items(this JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Array
            ? element.EnumerateArray()
            : throw new InvalidConversationException(path, $"'{path}' must be an array.");

    public static JsonText Text(this JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.String
            ? JsonText.Of(element)
            : throw new InvalidConversationException(path, $"'{path}' must be a string.");

    public static bool Boolean(this JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new InvalidConversationException(path, $"'{path}' must be true or false."),
    };

    /// <summary>A text to compare with words; <c>null</c> where it is none. One that holds half a surrogate pair is no word, and no reason to fail.</summary>
    public static string? Word(this JsonElement element) => element.ValueKind == JsonValueKind.String ? JsonText.Of(element).ToString() : null;

    /// <summary>A member; <c>null</c> where it is absent, or where this is no object.</summary>
    public static JsonElement? Member(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    /// <summary>A text in an answer; <c>null</c> where there is none.</summary>
    public static JsonText? TextOf(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } text ? JsonText.Of(text) : null;

    /// <summary>A member that a request must have.</summary>
    public static JsonElement Needed(this JsonElement element, ReadOnlySpan<byte> name, string path) =>
        element.Member(name) ?? throw new InvalidConversationException(path, $"'{path}' is missing.");
}
