using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>Reads what a request says of tools.</summary>
internal static class ChatToolReader
{
    public static void ReadTools(JsonElement tools, Conversation conversation, Losses losses)
    {
        foreach (var tool in tools.Items("tools"))
        {
            if (tool.TextOf("type"u8) is { } type && !type.Is("function"))
            {
                losses.Add("tools[*]", LossReason.Unsupported);
                continue;
            }

            conversation.Tools.Add(ReadFunction(tool.Needed("function"u8, "tools[*].function"), "tools[*].function", losses));
            foreach (var member in tool.Members("tools[*]").Where(member => member.Name is not ("type" or "function")))
            {
                losses.Add($"tools[*].{member.Name}", LossReason.Unknown);
            }
        }
    }

    /// <summary>The tools of clients from before there were tools.</summary>
    public static void ReadFunctions(JsonElement functions, Conversation conversation, Losses losses) =>
        conversation.Tools.AddRange(functions.Items("functions").Select(function => ReadFunction(function, "functions[*]", losses)));

    public static void ReadChoice(JsonElement choice, string path, Conversation conversation, Losses losses)
    {
        if (choice.ValueKind == JsonValueKind.String)
        {
            ToolChoiceKind? kind = choice.Word() switch
            {
                "auto" => ToolChoiceKind.Auto,
                "none" => ToolChoiceKind.None,
                "required" => ToolChoiceKind.Required,
                _ => null,
            };
            conversation.ToolChoice = new(
                new ToolChoice(kind ?? throw new InvalidConversationException(path, $"'{path}' must be 'auto', 'none', 'required' or a tool.")), path);
        }
        else if (choice.TextOf("type"u8)?.Is("function") ?? true)
        {
            var named = (choice.Member("function"u8) ?? choice).Needed("name"u8, $"{path}.function.name").Text($"{path}.function.name");
            conversation.ToolChoice = new(new ToolChoice(ToolChoiceKind.Named, named), path);
        }
        else
        {
            losses.Add(path, LossReason.Unsupported);
        }
    }

    private static Tool ReadFunction(JsonElement function, string path, Losses losses)
    {
        var tool = new Tool(function.Needed("name"u8, $"{path}.name").Text($"{path}.name"), path);
        foreach (var member in function.Members(path))
        {
            var at = $"{path}.{member.Name}";
            switch (member.Name)
            {
                case "name":
                    break;
                case "description":
                    tool = tool with { Description = member.Value.Text(at) };
                    break;
                case "parameters":
                    tool = tool with { Schema = new(member.Value, at) };
                    break;
                case "strict":
                    tool = tool with { Strict = new(member.Value.Boolean(at), at) };
                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }

        return tool;
    }
}
