using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Reads tools, and which of them the model calls.</summary>
internal static class ToolReader
{
    private const string Path = "tools[*]";

    public static IEnumerable<Tool> Read(JsonElement tools, Losses losses)
    {
        foreach (var tool in tools.Items("tools"))
        {
            // A tool without a type is one of the client's.
            if (tool.Member("type"u8)?.Text($"{Path}.type").ToString() is not (null or "custom") and var word)
            {
                losses.Add($"{Path}.{word}", LossReason.Unsupported);
                continue;
            }

            yield return ReadTool(tool, losses);
        }
    }

    public static void ReadChoice(JsonElement value, Conversation conversation, Losses losses)
    {
        const string path = "tool_choice";
        ToolChoice? choice = null;
        foreach (var member in value.Members(path))
        {
            switch (member.Name)
            {
                case "type" or "name":
                    break;
                case "disable_parallel_tool_use":
                    const string parallelPath = $"{path}.disable_parallel_tool_use";
                    if (member.Value.Boolean(parallelPath))
                    {
                        conversation.Settings.Set(SettingKind.ParallelToolCalls, JsonValues.False, parallelPath);
                    }

                    break;
                default:
                    losses.Add($"{path}.{member.Name}", LossReason.Unknown);
                    break;
            }
        }

        switch (value.Needed("type"u8, $"{path}.type").Text($"{path}.type").ToString())
        {
            case "auto":
                choice = new ToolChoice(ToolChoiceKind.Auto);
                break;
            case "any":
                choice = new ToolChoice(ToolChoiceKind.Required);
                break;
            case "none":
                choice = new ToolChoice(ToolChoiceKind.None);
                break;
            case "tool":
                choice = new ToolChoice(ToolChoiceKind.Named, value.Needed("name"u8, $"{path}.name").Text($"{path}.name"));
                break;
            default:
                losses.Add(path, LossReason.Unknown);
                break;
        }

        conversation.ToolChoice = choice is null ? null : new(choice, path);
    }

    // The model itself calls it, and no code that Anthropic runs.
    private static bool IsDirect(JsonElement callers) =>
        callers.ValueKind == JsonValueKind.Array && callers.EnumerateArray().All(caller => caller.Says("direct"));

    private static Tool ReadTool(JsonElement value, Losses losses)
    {
        var tool = new Tool(value.Needed("name"u8, $"{Path}.name").Text($"{Path}.name"), Path);
        foreach (var member in value.Members(Path))
        {
            var path = $"{Path}.{member.Name}";
            switch (member.Name)
            {
                case "type" or "name":
                    break;
                case "description":
                    tool = tool with { Description = member.Value.Text(path) };
                    break;
                case "input_schema":
                    tool = tool with { Schema = new(member.Value, path) };
                    break;
                case "strict":
                    tool = tool with { Strict = new(member.Value.Boolean(path), path) };
                    break;
                case "cache_control":
                    tool = tool with { Cache = ContentReader.ReadMark(member.Value, path, losses) };
                    break;
                case "defer_loading" when member.Value.ValueKind == JsonValueKind.False:
                case "allowed_callers" when IsDirect(member.Value):
                    break;
                case "eager_input_streaming":
                    // In which pieces the arguments come is the provider's affair: the call is the same.
                    _ = member.Value.Boolean(path);
                    break;
                case "defer_loading" or "allowed_callers" or "input_examples":
                    losses.Add(path, LossReason.Unsupported);
                    break;
                default:
                    losses.Add(path, LossReason.Unknown);
                    break;
            }
        }

        return tool;
    }
}
