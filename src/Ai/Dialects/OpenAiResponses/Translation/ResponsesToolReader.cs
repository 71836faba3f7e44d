using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Dialects.OpenAiChat.Translation;
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
                conversation.Tools.Add(ChatToolReader.ReadFunction(tool, Path, losses, LossOf));
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
            conversation.ToolChoice = new(ChatToolReader.ChoiceOf(choice, Member), Member);
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

    // What only this protocol has.
    private static string? LossOf(JsonProperty member) => member.Name switch
    {
        "type" => null,
        "defer_loading" when member.Value.ValueKind == JsonValueKind.False => null,
        "output_schema" or "defer_loading" or "allowed_callers" => LossReason.Unsupported,
        _ => LossReason.Unknown,
    };
}
