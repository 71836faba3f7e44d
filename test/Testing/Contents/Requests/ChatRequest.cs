using System.Text.Json;
using FerroGate.Testing.Contents.Answers;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Requests;

/// <summary>Reads a request of Chat Completions.</summary>
internal static class ChatRequest
{
    public static RequestContents Read(JsonElement body)
    {
        var (system, turns) = (new List<string>(), new RequestTurns());
        foreach (var message in body.ItemsAt("messages"))
            ReadMessage(message, system, turns);
        var tools = body.ItemsAt("tools").ToArray();
        return new()
        {
            Protocol = Protocol.Chat,
            Model = body.TextAt("model"),
            IsStream = body.FlagAt("stream"),
            System = system,
            Turns = turns.All,
            Tools = [.. tools.Select(tool => tool.At("function")).Concat(body.ItemsAt("functions").Select(one => (JsonElement?)one)).OfType<JsonElement>().Select(Tool)],
            OtherTools = [.. tools.Where(tool => tool.At("function") is null).Select(tool => tool.Type() ?? "")],
            ToolChoice = Choice(body.At("tool_choice") ?? body.At("function_call")),
            ParallelToolCalls = body.FlagAt("parallel_tool_calls"),
            MaxOutputTokens = body.NumberAt("max_completion_tokens", "max_tokens"),
            Temperature = body.NumberAt("temperature"),
            TopP = body.NumberAt("top_p"),
            TopK = body.NumberAt("top_k"),
            Stop = [.. body.At("stop").OneOrMore().Select(stop => stop.GetString()!)],
            Seed = body.NumberAt("seed"),
            Candidates = body.NumberAt("n"),
            FrequencyPenalty = body.NumberAt("frequency_penalty"),
            PresencePenalty = body.NumberAt("presence_penalty"),
            Logprobs = body.FlagAt("logprobs"),
            TopLogprobs = body.NumberAt("top_logprobs"),
            Format = OpenAiSettings.Format(body.At("response_format"), body.At("response_format").At("json_schema")),
            ReasoningEffort = body.TextAt("reasoning_effort"),
            User = body.TextAt("user", "safety_identifier"),
            Metadata = OpenAiSettings.Metadata(body),
            ServiceTier = body.TextAt("service_tier"),
        };
    }

    private static void ReadMessage(JsonElement message, List<string> system, RequestTurns turns)
    {
        var parts = message.At("content").OneOrMore().ToArray();
        switch (message.TextAt("role"))
        {
            case "system" or "developer":
                system.AddRange(parts.Select(Text));
                break;
            case "tool" or "function":
                turns.AddResult(message.TextAt("tool_call_id"), message.TextAt("name"), parts.Select(Text), isError: null, parts.Select(Media).OfType<MediaPart>());
                break;
            case "assistant":
                ReadAssistant(message, parts, turns);
                break;
            default:
                foreach (var part in parts)
                    turns.Add(TurnRole.User, Part(part));
                break;
        }
    }

    private static void ReadAssistant(JsonElement message, JsonElement[] parts, RequestTurns turns)
    {
        if (message.TextAt("reasoning_content", "reasoning") is { Length: > 0 } reasoning)
            turns.Add(TurnRole.Assistant, new ReasoningPart(reasoning, Signature: null));
        foreach (var part in parts)
            turns.Add(TurnRole.Assistant, Part(part));
        if (message.TextAt("refusal") is { } refusal)
            turns.Add(TurnRole.Assistant, new TextPart(refusal));
        foreach (var call in message.ItemsAt("tool_calls"))
            ReadCall(call.At("function") ?? default, call.TextAt("id"), turns);
        if (message.At("function_call") is { } function)
            ReadCall(function, id: null, turns);
    }

    private static void ReadCall(JsonElement function, string? id, RequestTurns turns) =>
        turns.AddCall(function.TextAt("name"), ArgumentsText.Canonical(function.TextAt("arguments")), id);

    private static string Text(JsonElement part) => part.ValueKind == JsonValueKind.String ? part.GetString()! : part.TextAt("text") ?? "";

    private static RequestPart Part(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.String || part.Type() == "text")
            return new TextPart(Text(part));
        if (part.Type() == "refusal")
            return new TextPart(part.TextAt("refusal") ?? "");
        return (RequestPart?)Media(part) ?? new OtherPart(part.Type() ?? "");
    }

    private static MediaPart? Media(JsonElement part) => part.Type() switch
    {
        "image_url" => MediaPart.OfUrl(MediaKind.Image, part.At("image_url").TextAt("url") ?? part.TextAt("image_url") ?? ""),
        "input_audio" => MediaPart.OfBase64(MediaKind.Audio, $"audio/{part.At("input_audio").TextAt("format")}", part.At("input_audio").TextAt("data") ?? ""),
        "file" => OpenAiSettings.File(part.At("file") ?? default),
        _ => null,
    };

    private static ToolDeclaration Tool(JsonElement function) => new(
        function.TextAt("name") ?? "",
        function.TextAt("description"),
        SchemaText.OfArguments(function.At("parameters")),
        function.FlagAt("strict"));

    private static ToolChoice? Choice(JsonElement? choice) => choice switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } word => ToolChoice.OfWord(word.GetString()),
        { } named when named.Type() == "allowed_tools" => ToolChoice.OfWord(named.At("allowed_tools").TextAt("mode")),
        { } named => new(ToolChoiceKind.Named, named.At("function").TextAt("name") ?? named.TextAt("name")),
    };
}
