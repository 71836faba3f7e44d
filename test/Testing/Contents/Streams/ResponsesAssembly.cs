using System.Text.Json;
using System.Text.Json.Nodes;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>Puts the events of Responses together: the items that were done, in the response that the last event holds.</summary>
internal static class ResponsesAssembly
{
    public static JsonObject Of(IEnumerable<JsonElement> events)
    {
        var answer = new JsonObject();
        var items = new SortedDictionary<long, JsonElement>();
        foreach (var one in events)
        {
            if (one.At("response") is { } response)
                answer = response.Object();
            else if (one.Type() == "response.output_item.done" && one.At("item") is { } item)
                items[one.CountAt("output_index") ?? items.Count] = item;
        }

        answer["output"] = new JsonArray([.. items.Values.Select(item => item.Object())]);
        return answer;
    }
}
