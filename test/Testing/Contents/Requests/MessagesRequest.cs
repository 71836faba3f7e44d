using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Requests;

/// <summary>Reads a request of Messages.</summary>
internal static class MessagesRequest
{
    public static RequestContents Read(JsonElement body)
    {
        var (system, turns) = (new List<string>(), new RequestTurns());
        system.AddRange(body.At("system").OneOrMore().Select(Text));
        foreach (var message in body.ItemsAt("messages"))
            ReadMessage(message, system, turns);
        var tools = body.ItemsAt("tools").ToArray();
        var choice = body.At("tool_choice");
        return new()
        {
            Protocol = Protocol.Messages,
            Model = body.TextAt("model"),
            IsStream = body.FlagAt("stream"),
            System = system,
            Turns = turns.All,
            Tools = [.. tools.Where(IsCallers).Select(Tool)],
            OtherTools = [.. tools.Where(tool => !IsCallers(tool)).Select(tool => tool.Type()!)],
            ToolChoice = choice?.Type() == "tool" ? new(ToolChoiceKind.Named, choice.TextAt("name")) : ToolChoice.OfWord(choice?.Type()),
            ParallelToolCalls = !choice.FlagAt("disable_parallel_tool_use"),
            MaxOutputTokens = body.NumberAt("max_tokens"),
            Temperature = body.NumberAt("temperature"),
            TopP = body.NumberAt("top_p"),
            TopK = body.NumberAt("top_k"),
            Stop = [.. body.ItemsAt("stop_sequences").Select(stop => stop.GetString()!)],
            Format = Format(body.At("output_config").At("format") ?? body.At("output_format")),
            ReasoningEffort = body.At("thinking")?.Type() == "disabled" ? "none" : body.At("output_config").TextAt("effort"),
            ReasoningBudget = body.At("thinking").NumberAt("budget_tokens"),
            User = body.At("metadata").TextAt("user_id"),
            ServiceTier = body.TextAt("service_tier"),
        };
    }

    private static void ReadMessage(JsonElement message, List<string> system, RequestTurns turns)
    {
        var blocks = message.At("content").OneOrMore();
        var role = message.TextAt("role");
        if (role == "system")
        {
            system.AddRange(blocks.Where(block => block.ValueKind == JsonValueKind.String || block.Type() == "text").Select(Text));
            return;
        }

        foreach (var block in blocks)
            ReadBlock(block, role == "assistant" ? TurnRole.Assistant : TurnRole.User, turns);
    }

    private static void ReadBlock(JsonElement block, TurnRole role, RequestTurns turns)
    {
        if (block.ValueKind == JsonValueKind.String)
        {
            turns.Add(role, new TextPart(block.GetString()!));
            return;
        }

        switch (block.Type())
        {
            case "text":
                turns.Add(role, new TextPart(Text(block)));
                break;
            case "tool_use":
                turns.AddCall(block.TextAt("name"), block.At("input") is { } input ? CanonicalJson.Of(input) : "{}", block.TextAt("id"));
                break;
            case "tool_result":
                var content = block.At("content").OneOrMore().ToArray();
                turns.AddResult(
                    block.TextAt("tool_use_id"),
                    name: null,
                    content.Select(Text),
                    block.FlagAt("is_error") ?? false,
                    content.Select(Media).OfType<MediaPart>());
                break;
            case "thinking":
                turns.Add(role, new ReasoningPart(block.TextAt("thinking") ?? "", block.TextAt("signature")));
                break;
            case "redacted_thinking":
                turns.Add(role, new ReasoningPart("", block.TextAt("data")));
                break;
            default:
                turns.Add(role, (RequestPart?)Media(block) ?? new OtherPart(block.Type() ?? ""));
                break;
        }
    }

    private static string Text(JsonElement block) => block.ValueKind == JsonValueKind.String ? block.GetString()! : block.TextAt("text") ?? "";

    private static MediaPart? Media(JsonElement block)
    {
        if (block.ValueKind != JsonValueKind.Object || block.Type() is not ("image" or "document"))
            return null;
        var (kind, name, source) = (block.Type() == "image" ? MediaKind.Image : MediaKind.File, block.TextAt("title"), block.At("source") ?? default);
        return source.Type() switch
        {
            "base64" => MediaPart.OfBase64(kind, source.TextAt("media_type"), source.TextAt("data") ?? "", name),
            "text" => MediaPart.OfText(source.TextAt("media_type"), source.TextAt("data") ?? "", name),
            "content" => MediaPart.OfText("text/plain", string.Concat(source.At("content").OneOrMore().Select(Text)), name),
            _ => new(kind, source.TextAt("url", "file_id"), MediaType: null, Hash: null, name),
        };
    }

    private static bool IsCallers(JsonElement tool) => tool.Type() is null or "custom";

    private static ToolDeclaration Tool(JsonElement tool) => new(
        tool.TextAt("name") ?? "",
        tool.TextAt("description"),
        SchemaText.OfArguments(tool.At("input_schema")),
        tool.FlagAt("strict"));

    private static ResponseFormat? Format(JsonElement? format) =>
        format?.Type() == "json_schema"
            ? new(FormatKind.JsonSchema, Schema: format.At("schema") is { } schema ? SchemaText.Of(schema) : null)
            : null;
}
