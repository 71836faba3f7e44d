using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Reads the messages of a request.</summary>
internal static class ChatTurnReader
{
    private const string Message = "messages[*]";
    private const string Content = "messages[*].content";

    public static void Read(JsonElement messages, Conversation conversation, Losses losses)
    {
        foreach (var message in messages.Items("messages"))
        {
            var role = message.Needed("role"u8, $"{Message}.role").Text($"{Message}.role").ToString();
            conversation.Turns.Add(role switch
            {
                "system" => new Turn(Role.System, PartsOf(message, losses, ["role", "content"]), Message),
                "developer" => new Turn(Role.Developer, PartsOf(message, losses, ["role", "content"]), Message),
                "user" => new Turn(Role.User, PartsOf(message, losses, ["role", "content"]), Message),
                "assistant" => new Turn(Role.Assistant, AssistantParts(message, losses), Message),
                "tool" => new Turn(Role.User, [ResultOf(message, "tool_call_id", losses)], Message),
                "function" => new Turn(Role.User, [ResultOf(message, "name", losses)], Message),
                _ => throw new InvalidConversationException($"{Message}.role", $"There is no role '{role}' in this protocol."),
            });
        }
    }

    private static List<Part> PartsOf(JsonElement message, Losses losses, string[] known)
    {
        foreach (var member in message.Members(Message))
        {
            if (!known.Contains(member.Name, StringComparer.Ordinal))
            {
                losses.Add($"{Message}.{member.Name}", member.Name == "name" ? LossReason.Unsupported : LossReason.Unknown);
            }
        }

        return message.Member("content"u8) is not { } content ? []
            : content.ValueKind == JsonValueKind.String ? [new TextPart(JsonText.Of(content), Content)]
            : [.. content.Items(Content).Select(part => ChatPartReader.Read(part, losses)).OfType<Part>()];
    }

    private static List<Part> AssistantParts(JsonElement message, Losses losses)
    {
        var parts = new List<Part>(ThoughtsOf(message));

        // `parsed` is what OpenAI's clients have read in the content: they write it down beside it.
        parts.AddRange(PartsOf(
            message, losses, ["role", "content", "refusal", "tool_calls", "function_call", "reasoning_content", "reasoning", "reasoning_details", "annotations", "parsed"]));
        if (message.Member("refusal"u8) is { } refusal)
        {
            parts.Add(new RefusalPart(refusal.Text($"{Message}.refusal"), $"{Message}.refusal"));
        }

        if (message.Member("tool_calls"u8) is { } calls)
        {
            parts.AddRange(calls.Items($"{Message}.tool_calls").Select(CallOf));
        }

        if (message.Member("function_call"u8) is { } function)
        {
            var name = function.Needed("name"u8, $"{Message}.function_call.name").Text($"{Message}.function_call.name");
            parts.Add(new ToolCallPart(name, name, ArgumentsOf(function, $"{Message}.function_call.arguments"), $"{Message}.function_call"));
        }

        return parts;
    }

    // OpenAI takes no thoughts back. Others show them as one text, and those with seals as a list (OpenRouter), as we do.
    private static IEnumerable<ReasoningPart> ThoughtsOf(JsonElement message)
    {
        if (message.Member("reasoning_details"u8) is { ValueKind: JsonValueKind.Array } details)
        {
            foreach (var detail in details.EnumerateArray())
            {
                const string Path = $"{Message}.reasoning_details[*]";
                var seal = detail.TextOf("data"u8) is { } data ? Seal.Read(data, SealOrigin.OpenAi, isThought: true)
                    : detail.TextOf("signature"u8) is { } signature ? Seal.Read(signature, SealOrigin.OpenAi)
                    : null;
                var text = detail.TextOf("text"u8) ?? detail.TextOf("summary"u8);
                if (seal is not null || text is not null)
                {
                    yield return new ReasoningPart(text, seal, Path);
                }
            }
        }
        else if (message.TextOf("reasoning_content"u8) is { IsEmpty: false } content)
        {
            yield return new ReasoningPart(content, null, $"{Message}.reasoning_content");
        }
        else if (message.TextOf("reasoning"u8) is { IsEmpty: false } reasoning)
        {
            yield return new ReasoningPart(reasoning, null, $"{Message}.reasoning");
        }
    }

    private static ToolCallPart CallOf(JsonElement call)
    {
        const string Path = $"{Message}.tool_calls[*]";
        var id = call.Needed("id"u8, $"{Path}.id").Text($"{Path}.id");
        if (call.Member("custom"u8) is { } custom)
        {
            // A tool of free text: elsewhere every tool takes an object.
            var input = JsonText.Join(default, [JsonText.OfJson("{\"input\":\""u8), JsonText.OfJson(custom.Needed("input"u8, $"{Path}.custom.input").Text($"{Path}.custom.input").Escaped), JsonText.OfJson("\"}"u8)]);
            return new ToolCallPart(id, custom.Needed("name"u8, $"{Path}.custom.name").Text($"{Path}.custom.name"), ToolArguments.Of(input), Path);
        }

        var function = call.Needed("function"u8, $"{Path}.function");
        return new ToolCallPart(
            id,
            function.Needed("name"u8, $"{Path}.function.name").Text($"{Path}.function.name"),
            ArgumentsOf(function, $"{Path}.function.arguments"),
            Path)
        {
            Seal = call.Member("extra_content"u8)?.Member("google"u8)?.TextOf("thought_signature"u8) is { } signature
                ? Seal.Read(signature, SealOrigin.Gemini)
                : null,
        };
    }

    private static ToolArguments ArgumentsOf(JsonElement function, string path) =>
        function.Member("arguments"u8) is { } arguments ? ToolArguments.Of(arguments.Text(path)) : ToolArguments.Of(JsonText.Empty);

    private static ToolResultPart ResultOf(JsonElement message, string id, Losses losses)
    {
        var path = $"{Message}.{id}";
        var call = (message.Member(System.Text.Encoding.UTF8.GetBytes(id)) ?? throw new InvalidConversationException(path, $"'{path}' is missing.")).Text(path);
        return new ToolResultPart(call, PartsOf(message, losses, ["role", "content", "tool_call_id", "name"]), Message);
    }
}
