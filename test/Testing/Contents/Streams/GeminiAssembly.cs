using System.Text.Json;
using System.Text.Json.Nodes;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>Puts the responses of a Gemini stream together.</summary>
internal static class GeminiAssembly
{
    public static JsonObject Of(IEnumerable<JsonElement> responses)
    {
        var answer = new JsonObject();
        var candidates = new SortedDictionary<long, JsonObject>();
        foreach (var response in responses)
        {
            foreach (var field in response.EnumerateObject().Where(field => field.Name != "candidates"))
                answer[field.Name] = ((JsonElement?)field.Value).Node();
            foreach (var candidate in response.ItemsAt("candidates"))
            {
                var index = candidate.CountAt("index") ?? 0;
                if (!candidates.TryGetValue(index, out var assembled))
                {
                    candidates[index] = assembled = new()
                    {
                        ["index"] = index,
                        ["content"] = new JsonObject { ["role"] = "model", ["parts"] = new JsonArray() },
                    };
                }

                foreach (var part in candidate.At("content").ItemsAt("parts"))
                    assembled["content"]!["parts"]!.AsArray().Add(part.Object());
                if (candidate.At("finishReason") is { } reason)
                    assembled["finishReason"] = ((JsonElement?)reason).Node();
            }
        }

        answer["candidates"] = new JsonArray([.. candidates.Values]);
        return answer;
    }
}
