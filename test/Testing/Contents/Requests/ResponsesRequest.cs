using System.Text.Json;
using FerroGate.Testing.Contents.Answers;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Requests;

/// <summary>Reads a request of Responses.</summary>
internal static class ResponsesRequest
{
    public static RequestContents Read(JsonElement body)
    {
        var (system, turns) = (new List<string>(), new RequestTurns());
        if (body.TextAt("instructions") is { } instructions)
            system.Add(instructions);
        foreach (var item in body.At("input").OneOrMore())
            ReadItem(item, system, turns);
        var tools = body.ItemsAt("tools").ToArray();
        return new()
        {
            Protocol = Protocol.Responses,
            Model = body.TextAt("model"),
            IsStream = body.FlagAt("stream"),
            System = system,
            Turns = turns.All,
            Tools = [.. tools.Where(tool => tool.Type() == "function").Select(Tool)],
            OtherTools = [.. tools.Select(tool => tool.Type() ?? "").Where(type => type != "function")],
            ToolChoice = Choice(body.At("tool_choice")),
            ParallelToolCalls = body.FlagAt("parallel_tool_calls"),
            MaxOutputTokens = body.NumberAt("max_output_tokens"),
            Temperature = body.NumberAt("temperature"),
            TopP = body.NumberAt("top_p"),
            TopLogprobs = body.NumberAt("top_logprobs"),
            Format = OpenAiSettings.Format(body.At("text").At("format"), body.At("text").At("format")),
            ReasoningEffort = body.At("reasoning").TextAt("effort"),
            User = body.TextAt("user", "safety_identifier"),
            Metadata = OpenAiSettings.Metadata(body),
            ServiceTier = body.TextAt("service_tier"),
        };
    }

    private static void ReadItem(JsonElement item, List<string> system, RequestTurns turns)
    {
        if (item.ValueKind == JsonValueKind.String)
        {
            turns.Add(TurnRole.User, new TextPart(item.GetString()!));
            return;
        }

        switch (item.Type() ?? "message")
        {
            case "message":
                ReadMessage(item, system, turns);
                break;
            case "function_call":
                turns.AddCall(item.TextAt("name"), ArgumentsText.Canonical(item.TextAt("arguments")), item.TextAt("call_id"));
                break;
            case "custom_tool_call":
                turns.AddCall(item.TextAt("name"), CanonicalJson.Of(JsonSerializer.SerializeToElement(item.TextAt("input"))), item.TextAt("call_id"));
                break;
            case "function_call_output" or "custom_tool_call_output":
                var output = item.At("output").OneOrMore().ToArray();
                turns.AddResult(item.TextAt("call_id"), name: null, output.Select(Text), isError: null, output.Select(Media).OfType<MediaPart>());
                break;
            case "reasoning":
                turns.Add(TurnRole.Assistant, Reasoning(item));
                break;
            case var type:
                turns.Add(type.EndsWith("_output", StringComparison.Ordinal) ? TurnRole.Tool : TurnRole.Assistant, new OtherPart(type));
                break;
        }
    }

    private static void ReadMessage(JsonElement message, List<string> system, RequestTurns turns)
    {
        var parts = message.At("content").OneOrMore();
        var role = message.TextAt("role");
        if (role is "system" or "developer")
        {
            system.AddRange(parts.Select(Text));
            return;
        }

        foreach (var part in parts)
            turns.Add(role == "assistant" ? TurnRole.Assistant : TurnRole.User, Part(part));
    }

    private static ReasoningPart Reasoning(JsonElement item)
    {
        var summary = string.Concat(item.ItemsAt("summary").Select(Text));
        return new(summary.Length > 0 ? summary : string.Concat(item.ItemsAt("content").Select(Text)), item.TextAt("encrypted_content"));
    }

    private static string Text(JsonElement part) => part.ValueKind == JsonValueKind.String ? part.GetString()! : part.TextAt("text", "refusal") ?? "";

    private static RequestPart Part(JsonElement part)
    {
        if (part.ValueKind == JsonValueKind.String || part.Type() is "input_text" or "output_text" or "text" or "refusal")
            return new TextPart(Text(part));
        return (RequestPart?)Media(part) ?? new OtherPart(part.Type() ?? "");
    }

    private static MediaPart? Media(JsonElement part) => part.Type() switch
    {
        "input_image" => MediaPart.OfUrl(MediaKind.Image, part.TextAt("image_url", "file_id") ?? ""),
        "input_audio" => MediaPart.OfBase64(MediaKind.Audio, $"audio/{part.At("input_audio").TextAt("format")}", part.At("input_audio").TextAt("data") ?? ""),
        "input_file" => OpenAiSettings.File(part),
        _ => null,
    };

    private static ToolDeclaration Tool(JsonElement tool) => new(
        tool.TextAt("name") ?? "",
        tool.TextAt("description"),
        SchemaText.OfArguments(tool.At("parameters")),
        tool.FlagAt("strict"));

    private static ToolChoice? Choice(JsonElement? choice) => choice switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } word => ToolChoice.OfWord(word.GetString()),
        { } named when named.Type() == "allowed_tools" => ToolChoice.OfWord(named.TextAt("mode")),
        { } named => new(ToolChoiceKind.Named, named.TextAt("name") ?? named.Type()),
    };
}
