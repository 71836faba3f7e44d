using System.Text;
using System.Text.Json;

namespace FerroGate.Server.Tests.Replay;

/// <summary>Reads a recorded stream as the standard says, independent of the product's reader.</summary>
internal static class SseText
{
    /// <summary>The blocks between empty lines, each with its line ends, so that together they are the text.</summary>
    public static IEnumerable<string> Blocks(byte[] stream)
    {
        var block = new StringBuilder();
        foreach (var line in Lines(Encoding.UTF8.GetString(stream)))
        {
            block.Append(line);
            if (line.TrimEnd('\r', '\n').Length > 0)
                continue;
            yield return block.ToString();
            block.Clear();
        }

        if (block.Length > 0)
            yield return block.ToString();
    }

    /// <summary>The JSON of every block that has some.</summary>
    public static IEnumerable<JsonElement> Documents(byte[] stream) => Blocks(stream).Select(Json).OfType<JsonElement>();

    /// <summary>The JSON of a block's data; <c>null</c> for comments and <c>[DONE]</c>.</summary>
    public static JsonElement? Json(string block)
    {
        var data = string.Join('\n', Lines(block).Select(line => line.TrimEnd('\r', '\n'))
            .Where(line => line.StartsWith("data:", StringComparison.Ordinal)).Select(line => line["data:".Length..].TrimStart(' ')));
        return data.StartsWith('{') ? JsonElement.Parse(data) : null;
    }

    /// <summary>The stream as a client gets it that did not ask for usage: without the usage-only events.</summary>
    public static byte[] WithoutUsageEvents(byte[] stream) =>
        Encoding.UTF8.GetBytes(string.Concat(Blocks(stream).Where(block => Json(block) is not { } json || !IsUsageOnly(json))));

    private static bool IsUsageOnly(JsonElement json) =>
        json.TryGetProperty("choices", out var choices) && choices is { ValueKind: JsonValueKind.Array } && choices.GetArrayLength() == 0
        && json.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object;

    private static IEnumerable<string> Lines(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at) + 1;
            end = end == 0 ? text.Length : end;
            yield return text[at..end];
            at = end;
        }
    }
}
