using System.Text.Json;
using System.Text.Json.Nodes;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>Puts a stream's events together to the answer that would have come without streaming.</summary>
internal static class StreamAssembly
{
    public static JsonElement Of(Protocol protocol, IEnumerable<StreamEvent> events)
    {
        var values = events.Where(one => !one.IsDone).Select(one => one.Json).OfType<JsonElement>();
        JsonNode answer = protocol switch
        {
            Protocol.Chat => ChatAssembly.Of(values),
            Protocol.Responses => ResponsesAssembly.Of(values),
            Protocol.Messages => MessagesAssembly.Of(values),
            _ => GeminiAssembly.Of(values),
        };
        return JsonSerializer.SerializeToElement(answer);
    }

    /// <summary>A copy of an element that can be put into another value.</summary>
    public static JsonNode? Node(this JsonElement? element) => element is { } value ? JsonNode.Parse(value.GetRawText()) : null;

    /// <inheritdoc cref="Node(JsonElement?)"/>
    public static JsonObject Object(this JsonElement element) => JsonNode.Parse(element.GetRawText())!.AsObject();

    /// <summary>Joins a text to the one that is in this field.</summary>
    public static void Append(this JsonObject target, string field, string? text)
    {
        if (text is not null)
            target[field] = (target[field]?.GetValue<string>() ?? "") + text;
    }
}
