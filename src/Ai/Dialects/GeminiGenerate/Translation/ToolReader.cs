using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Reads the tools of a request, and which of them are to be called.</summary>
internal static class ToolReader
{
    public static void Read(Conversation conversation, JsonElement tools, string path, Losses losses)
    {
        foreach (var tool in GenerateMember.List(tools, path))
        {
            foreach (var (name, at, value) in GenerateMember.Of(tool, $"{path}[*]"))
            {
                switch (name)
                {
                    case "functionDeclarations":
                        conversation.Tools.AddRange(GenerateMember.List(value, at).Select(function => ReadFunction(function, $"{at}[*]", losses)));
                        break;
                    case "googleSearch" or "googleSearchRetrieval" or "codeExecution" or "urlContext" or "fileSearch" or "googleMaps"
                        or "computerUse" or "mcpServers" or "retrieval" or "enterpriseWebSearch":
                        losses.Add(at, LossReason.Unsupported);
                        break;
                    default:
                        losses.Add(at, LossReason.Unknown);
                        break;
                }
            }
        }
    }

    public static void ReadConfig(Conversation conversation, JsonElement config, string path, Losses losses)
    {
        foreach (var (name, at, value) in GenerateMember.Of(config, path))
        {
            switch (name)
            {
                case "functionCallingConfig":
                    ReadChoice(conversation, value, at, losses);
                    break;
                case "includeServerSideToolInvocations" when value.ValueKind == JsonValueKind.False:
                    break;
                case "retrievalConfig" or "includeServerSideToolInvocations":
                    losses.Add(at, LossReason.Unsupported);
                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }
    }

    private static Tool ReadFunction(JsonElement function, string path, Losses losses)
    {
        var tool = new Tool(function.Needed("name"u8, $"{path}.name").Text($"{path}.name"), path);
        foreach (var (name, at, value) in GenerateMember.Of(function, path))
        {
            switch (name)
            {
                case "name":
                    break;
                case "description":
                    tool = tool with { Description = value.Text(at) };
                    break;
                case "parameters":
                    tool = tool with { Schema = new(SchemaReader.Read(value, at, losses), at) };
                    break;
                case "parametersJsonSchema":
                    tool = tool with { Schema = new(value, at) };
                    break;
                case "behavior" when value.ValueKind == JsonValueKind.String && !JsonText.Of(value).Is("NON_BLOCKING"):
                    break;
                case "response" or "responseJsonSchema" or "behavior":
                    losses.Add(at, LossReason.Unsupported);
                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }

        return tool;
    }

    private static void ReadChoice(Conversation conversation, JsonElement config, string path, Losses losses)
    {
        var (mode, modePath) = ("AUTO", path);
        var (allowed, allowedPath) = (new List<JsonText>(), path);
        foreach (var (name, at, value) in GenerateMember.Of(config, path))
        {
            switch (name)
            {
                case "mode":
                    (mode, modePath) = (value.Text(at).ToString().ToUpperInvariant(), at);
                    break;
                case "allowedFunctionNames":
                    (allowed, allowedPath) = ([.. value.Items(at).Select(item => item.Text($"{at}[*]"))], at);
                    break;
                case "streamFunctionCallArguments" when value.ValueKind == JsonValueKind.False:
                    break;
                case "streamFunctionCallArguments":
                    losses.Add(at, LossReason.Unsupported);
                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }

        var choice = ChoiceOf(mode, allowed, modePath);
        if (mode == "VALIDATED")
        {
            // That calls fit their schemas; elsewhere a schema must be strict for that, which this one need not be.
            losses.Add(modePath, LossReason.Approximated);
        }

        if (allowed.Count > 0 && choice is not { Kind: ToolChoiceKind.Named or ToolChoiceKind.None }
            && !conversation.Tools.TrueForAll(tool => allowed.Exists(name => name.Is(tool.Name.ToString()))))
        {
            losses.Add(allowedPath, LossReason.Unsupported);
        }

        if (choice is not null)
        {
            conversation.ToolChoice = new(choice, modePath);
        }
    }

    private static ToolChoice? ChoiceOf(string mode, List<JsonText> allowed, string path) => (mode, allowed.Count) switch
    {
        ("NONE", _) => new ToolChoice(ToolChoiceKind.None),
        ("ANY", 1) => new ToolChoice(ToolChoiceKind.Named, allowed[0]),
        ("ANY", _) => new ToolChoice(ToolChoiceKind.Required),
        ("AUTO" or "VALIDATED", _) => new ToolChoice(ToolChoiceKind.Auto),
        ("MODE_UNSPECIFIED", _) => null,
        _ => throw new InvalidConversationException(path, $"'{path}' must be AUTO, ANY, NONE or VALIDATED."),
    };
}
