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

            conversation.Tools.Add(ReadFunction(tool.Needed("function"u8, "tools[*].function"), "tools[*].function", losses, _ => LossReason.Unknown));
            foreach (var member in tool.Members("tools[*]").Where(member => member.Name is not ("type" or "function")))
            {
                losses.Add($"tools[*].{member.Name}", LossReason.Unknown);
            }
        }
    }

    /// <summary>The tools of clients from before there were tools.</summary>
    public static void ReadFunctions(JsonElement functions, Conversation conversation, Losses losses) =>
        conversation.Tools.AddRange(functions.Items("functions").Select(function => ReadFunction(function, "functions[*]", losses, _ => LossReason.Unknown)));

    public static void ReadChoice(JsonElement choice, string path, Conversation conversation, Losses losses)
    {
        if (choice.ValueKind == JsonValueKind.String)
        {
            conversation.ToolChoice = new(ChoiceOf(choice, path), path);
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

    /// <summary>Reads a choice of OpenAI's protocols that is a word.</summary>
    internal static ToolChoice ChoiceOf(JsonElement word, string path) => new(word.Word() switch
    {
        "auto" => ToolChoiceKind.Auto,
        "none" => ToolChoiceKind.None,
        "required" => ToolChoiceKind.Required,
        _ => throw new InvalidConversationException(path, $"'{path}' must be 'auto', 'none', 'required' or a tool."),
    });

    /// <summary>Reads a function of OpenAI's protocols.</summary>
    /// <param name="function">It.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="losses">Takes what no other protocol can say.</param>
    /// <param name="lossOf">Why a member that only one of the protocols has is lost; <c>null</c> where it is not.</param>
    internal static Tool ReadFunction(JsonElement function, string path, Losses losses, Func<JsonProperty, string?> lossOf)
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
                    if (lossOf(member) is { } reason)
                    {
                        losses.Add(at, reason);
                    }

                    break;
            }
        }

        return tool;
    }
}
