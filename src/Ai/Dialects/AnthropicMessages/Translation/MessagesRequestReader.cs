using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Reads a client's request.</summary>
internal static class MessagesRequestReader
{
    public static Conversation Read(JsonElement body, bool stream, Losses losses)
    {
        var conversation = new Conversation { Stream = stream };
        body.Needed("messages"u8, "messages");
        if (body.Member("system"u8) is { } system)
        {
            conversation.Turns.Add(new Turn(Role.System, new ContentReader(losses).Read(system, "system"), "system"));
        }

        foreach (var member in body.Members("body"))
        {
            ReadMember(member, conversation, losses);
        }

        if (body.Member("cache_control"u8) is { } mark)
        {
            MarkEnd(mark, conversation, losses);
        }

        return conversation;
    }

    private static void ReadMember(JsonProperty member, Conversation conversation, Losses losses)
    {
        var value = member.Value;
        switch (member.Name)
        {
            case "model" or "stream" or "system" or "cache_control":
                break;
            case "messages":
                ReadMessages(value, conversation, losses);
                break;
            case "tools":
                conversation.Tools.AddRange(ToolReader.Read(value, losses));
                break;
            case "tool_choice":
                ToolReader.ReadChoice(value, conversation, losses);
                break;
            case "container" or "inference_geo" or "context_management" or "mcp_servers" or "speed" or "betas" or "fallbacks":
                losses.Add(member.Name, LossReason.Unsupported);
                break;
            default:
                SettingsReader.Read(member, conversation, losses);
                break;
        }
    }

    private static void ReadMessages(JsonElement messages, Conversation conversation, Losses losses)
    {
        const string path = "messages[*]";
        foreach (var message in messages.Items("messages"))
        {
            var content = message.Needed("content"u8, $"{path}.content");
            foreach (var member in message.Members(path))
            {
                if (member.Name is not ("role" or "content"))
                {
                    losses.Add($"{path}.{member.Name}", LossReason.Unknown);
                }
            }

            // Anthropic takes instructions between turns from those who ask for that beta.
            var role = message.Needed("role"u8, $"{path}.role").Text($"{path}.role").ToString() switch
            {
                "user" => Role.User,
                "assistant" => Role.Assistant,
                "system" => Role.System,
                _ => throw new InvalidConversationException($"{path}.role", $"'{path}.role' must be 'user' or 'assistant'."),
            };
            conversation.Turns.Add(new Turn(role, new ContentReader(losses).Read(content, $"{path}.content"), path));
        }
    }

    // A mark beside the messages stands for one on the last part of them.
    private static void MarkEnd(JsonElement value, Conversation conversation, Losses losses)
    {
        const string path = "cache_control";
        var mark = ContentReader.ReadMark(value, path, losses);
        if (conversation.Turns is not [.., { Parts.Count: > 0 } last])
        {
            losses.Add(path, LossReason.Unsupported);
            return;
        }

        var end = last.Parts[^1];
        conversation.Turns[^1] = last with { Parts = [.. last.Parts.SkipLast(1), end with { Cache = end.Cache ?? mark }] };
    }
}
