using System.Text.Json;

namespace FerroGate.Testing.Contents.Json;

/// <summary>Reads what may or may not be there: an absent field and a <c>null</c> are the same nothing.</summary>
internal static class JsonFields
{
    /// <summary>The field of any of these names, or <c>null</c> where there is none or its value is.</summary>
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null)
                return value;
        }

        return null;
    }

    public static JsonElement? At(this JsonElement? element, params ReadOnlySpan<string> names) => element?.At(names);

    /// <summary>The field's string, or <c>null</c> where it is none.</summary>
    public static string? TextAt(this JsonElement element, params ReadOnlySpan<string> names) =>
        element.At(names) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static string? TextAt(this JsonElement? element, params ReadOnlySpan<string> names) => element?.TextAt(names);

    /// <summary>The field's number as it is spelt, so that a changed last digit shows.</summary>
    public static string? NumberAt(this JsonElement element, params ReadOnlySpan<string> names) =>
        element.At(names) is { ValueKind: JsonValueKind.Number } number ? number.GetRawText() : null;

    public static string? NumberAt(this JsonElement? element, params ReadOnlySpan<string> names) => element?.NumberAt(names);

    public static long? CountAt(this JsonElement element, params ReadOnlySpan<string> names) =>
        element.At(names) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) ? count : null;

    public static long? CountAt(this JsonElement? element, params ReadOnlySpan<string> names) => element?.CountAt(names);

    public static bool? FlagAt(this JsonElement element, params ReadOnlySpan<string> names) => element.At(names)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static bool? FlagAt(this JsonElement? element, params ReadOnlySpan<string> names) => element?.FlagAt(names);

    /// <summary>The elements of the array in that field; of nothing, nothing.</summary>
    public static IEnumerable<JsonElement> ItemsAt(this JsonElement element, params ReadOnlySpan<string> names) =>
        element.At(names) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    public static IEnumerable<JsonElement> ItemsAt(this JsonElement? element, params ReadOnlySpan<string> names) =>
        element?.ItemsAt(names) ?? [];

    /// <summary>An array's elements, and of anything else itself alone.</summary>
    public static IEnumerable<JsonElement> OneOrMore(this JsonElement? element) => element switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } items => items.EnumerateArray(),
        { } one => [one],
    };

    public static string? Type(this JsonElement element) => element.TextAt("type");
}
