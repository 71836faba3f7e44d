using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Reads what a request says of tools.</summary>
internal static class ResponsesToolReader
{
    private const string Path = "tools[*]";

    public static void ReadTools(JsonElement tools, Conversation conversation, Losses losses)
    {
        foreach (var tool in tools.Items("tools"))
        {
            var type = tool.Needed("type"u8, $"{Path}.type").Text($"{Path}.type");
            if (type.Is("function"))
            {
                conversation.Tools.Add(ReadFunction(tool, losses));
            }
            else
            {
                // Tools of free text, and those that OpenAI runs itself.
                losses.Add(Path, LossReason.Unsupported);
            }
        }
    }

    public static void ReadChoice(JsonElement choice, Conversation conversation, Losses losses)
    {
        const string Member = "tool_choice";
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
                new ToolChoice(kind ?? throw new InvalidConversationException(Member, $"'{Member}' must be 'auto', 'none', 'required' or a tool.")), Member);
        }
        else if (choice.Needed("type"u8, $"{Member}.type").Text($"{Member}.type").Is("function"))
        {
            var name = choice.Needed("name"u8, $"{Member}.name").Text($"{Member}.name");
            conversation.ToolChoice = new(new ToolChoice(ToolChoiceKind.Named, name), Member);
        }
        else
        {
            losses.Add(Member, LossReason.Unsupported);
        }
    }

    private static Tool ReadFunction(JsonElement function, Losses losses)
    {
        var tool = new Tool(function.Needed("name"u8, $"{Path}.name").Text($"{Path}.name"), Path);
        foreach (var member in function.Members(Path))
        {
            var at = $"{Path}.{member.Name}";
            switch (member.Name)
            {
                case "type" or "name":
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
                case "defer_loading" when member.Value.ValueKind == JsonValueKind.False:
                    break;
                case "output_schema" or "defer_loading" or "allowed_callers":
                    losses.Add(at, LossReason.Unsupported);
                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }

        return tool;
    }
}
