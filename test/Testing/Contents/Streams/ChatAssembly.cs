using System.Text.Json;
using System.Text.Json.Nodes;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>Puts the chunks of Chat Completions together.</summary>
internal static class ChatAssembly
{
    private static readonly string[] Texts = ["reasoning_content", "reasoning", "refusal"];

    public static JsonObject Of(IEnumerable<JsonElement> chunks)
    {
        var answer = new JsonObject { ["object"] = "chat.completion" };
        var choices = new SortedDictionary<long, JsonObject>();
        foreach (var chunk in chunks)
        {
            foreach (var field in (string[])["id", "model", "created", "usage", "x_groq"])
            {
                if (chunk.At(field) is { } value && value.ToString() != "")
                    answer[field] = ((JsonElement?)value).Node();
            }

            foreach (var choice in chunk.ItemsAt("choices"))
            {
                var index = choice.CountAt("index") ?? 0;
                if (!choices.TryGetValue(index, out var assembled))
                    choices[index] = assembled = new() { ["index"] = index, ["message"] = new JsonObject(), ["finish_reason"] = null };
                Add(assembled, choice);
            }
        }

        answer["choices"] = new JsonArray([.. choices.Values]);
        return answer;
    }

    private static void Add(JsonObject assembled, JsonElement choice)
    {
        var message = assembled["message"]!.AsObject();
        var delta = choice.At("delta") ?? default;
        if (choice.TextAt("finish_reason") is { } reason)
            assembled["finish_reason"] = reason;
        foreach (var field in Texts)
            message.Append(field, delta.TextAt(field));
        foreach (var part in delta.At("content").OneOrMore())
            List(message, "content").Add(((JsonElement?)part).Node());
        foreach (var tool in delta.ItemsAt("executed_tools"))
            List(message, "executed_tools").Add(((JsonElement?)tool).Node());
        foreach (var call in delta.ItemsAt("tool_calls"))
            AddCall(List(message, "tool_calls"), call);
        if (delta.At("audio") is not null)
            message["audio"] = new JsonObject();
    }

    private static void AddCall(JsonArray calls, JsonElement delta)
    {
        var index = (int)(delta.CountAt("index") ?? 0);
        while (calls.Count <= index)
            calls.Add(new JsonObject { ["type"] = "function", ["function"] = new JsonObject() });
        var call = calls[index]!.AsObject();
        var function = call["function"]!.AsObject();
        if (delta.TextAt("id") is { Length: > 0 } id)
            call["id"] = id;
        if (delta.At("function").TextAt("name") is { Length: > 0 } name)
            function["name"] = name;
        function.Append("arguments", delta.At("function").TextAt("arguments"));
    }

    private static JsonArray List(JsonObject owner, string field)
    {
        if (owner[field] is null)
            owner[field] = new JsonArray();
        return owner[field]!.AsArray();
    }
}
