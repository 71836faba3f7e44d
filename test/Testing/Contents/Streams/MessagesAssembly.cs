using System.Text.Json;
using System.Text.Json.Nodes;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>Puts the events of Messages together.</summary>
internal static class MessagesAssembly
{
    public static JsonObject Of(IEnumerable<JsonElement> events)
    {
        var message = new JsonObject();
        var blocks = new SortedDictionary<long, JsonObject>();
        foreach (var one in events)
        {
            switch (one.Type())
            {
                case "message_start" when one.At("message") is { } start:
                    message = start.Object();
                    break;
                case "content_block_start" when one.At("content_block") is { } block:
                    blocks[one.CountAt("index") ?? blocks.Count] = block.Object();
                    break;
                case "content_block_delta" when blocks.TryGetValue(one.CountAt("index") ?? -1, out var block):
                    Add(block, one.At("delta") ?? default);
                    break;
                case "message_delta":
                    Finish(message, one);
                    break;
            }
        }

        message["content"] = new JsonArray([.. blocks.Values.Select(WithInput)]);
        return message;
    }

    private static void Add(JsonObject block, JsonElement delta)
    {
        block.Append("text", delta.TextAt("text"));
        block.Append("thinking", delta.TextAt("thinking"));
        block.Append("signature", delta.TextAt("signature"));
        block.Append("partial_json", delta.TextAt("partial_json"));
    }

    /// <summary>The input that came in pieces; text where the pieces are no JSON, so that nothing is lost.</summary>
    private static JsonObject WithInput(JsonObject block)
    {
        if (block["partial_json"]?.GetValue<string>() is { Length: > 0 } pieces)
            block["input"] = CanonicalJson.TryParse(pieces).Node() ?? pieces;
        block.Remove("partial_json");
        return block;
    }

    private static void Finish(JsonObject message, JsonElement delta)
    {
        message["stop_reason"] = delta.At("delta").TextAt("stop_reason");
        message["stop_sequence"] = delta.At("delta").TextAt("stop_sequence");
        if (delta.At("usage") is not { } usage)
            return;
        // Its counters are totals and stand for those of the start; what it does not say stays.
        var total = message["usage"] as JsonObject ?? [];
        foreach (var counter in usage.EnumerateObject().Where(counter => counter.Value.ValueKind != JsonValueKind.Null))
            total[counter.Name] = ((JsonElement?)counter.Value).Node();
        message["usage"] = total.DeepClone();
    }
}
