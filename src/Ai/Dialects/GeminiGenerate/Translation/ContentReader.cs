using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Reads what was said, turn by turn: the ids of the calls go through all of it.</summary>
internal sealed class ContentReader(Losses losses)
{
    private readonly CallIds _ids = new();

    public Turn ReadInstruction(JsonElement content, string path) => Read(content, path) with { Role = Role.System };

    public Turn Read(JsonElement content, string path)
    {
        var role = Role.User;
        var parts = new List<Part>();
        foreach (var (name, at, value) in GenerateMember.Of(content, path))
        {
            switch (name)
            {
                case "role":
                    role = RoleOf(value.Text(at), at);
                    break;
                case "parts":
                    foreach (var part in GenerateMember.List(value, at))
                    {
                        ReadPart(parts, part, $"{at}[*]");
                    }

                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }

        return new Turn(role, ThoughtReader.Joined(parts), path);
    }

    private static Role RoleOf(JsonText role, string path) => role.ToString() switch
    {
        "model" => Role.Assistant,
        "user" or "function" or "" => Role.User,
        _ => throw new InvalidConversationException(path, $"'{path}' must be user or model."),
    };

    private void ReadPart(List<Part> parts, JsonElement part, string path)
    {
        GenerateMember? data = null;
        JsonText? signature = null;
        var isThought = false;
        foreach (var member in GenerateMember.Of(part, path))
        {
            var (name, at, value) = member;
            switch (name)
            {
                case "thought":
                    isThought = value.Boolean(at);
                    break;
                case "thoughtSignature":
                    signature = value.Text(at) is { IsEmpty: false } given ? given : null;
                    break;
                case "text" or "inlineData" or "fileData" or "functionCall" or "functionResponse"
                    or "executableCode" or "codeExecutionResult" or "toolCall" or "toolResponse":
                    data = data is null
                        ? member
                        : throw new InvalidConversationException(at, $"'{at}' must not stand beside '{data.Value.Path}'.");
                    break;
                case "videoMetadata" or "mediaResolution" or "mediaProcessing" or "partMetadata":
                    losses.Add(at, LossReason.Unsupported);
                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }

        Add(parts, data, signature, isThought, path);
    }

    private void Add(List<Part> parts, GenerateMember? data, JsonText? signature, bool isThought, string path)
    {
        switch (data?.Name)
        {
            case null or "text":
                ThoughtReader.Add(parts, data?.Value.Text(data.Value.Path), signature, isThought, path);
                return;
            case "functionCall":
                var seal = GenerateSeals.ReadBack(signature);
                if (seal is { Origin: not SealOrigin.Gemini })
                {
                    // Others seal no calls: it is the thought before it.
                    parts.Add(new ReasoningPart(null, seal, path));
                    seal = null;
                }

                parts.Add(ReadCall(data.Value.Value, data.Value.Path) with { Seal = seal, SealPath = $"{path}.thoughtSignature" });
                return;
            case "functionResponse":
                parts.Add(ReadResponse(data.Value.Value, data.Value.Path));
                break;
            case "inlineData" or "fileData":
                parts.Add(MediaReader.Read(data.Value, losses));
                break;
            default:
                losses.Add(data.Value.Path, LossReason.Unsupported);
                return;
        }

        if (signature is { } rest)
        {
            ThoughtReader.Add(parts, null, rest, isThought: false, path);
        }
    }

    private ToolCallPart ReadCall(JsonElement call, string path)
    {
        JsonText? id = null, name = null;
        JsonElement? arguments = null;
        foreach (var (member, at, value) in GenerateMember.Of(call, path))
        {
            switch (member)
            {
                case "id":
                    id = value.Text(at);
                    break;
                case "name":
                    name = value.Text(at);
                    break;
                case "args":
                    arguments = value.ValueKind == JsonValueKind.Object
                        ? value
                        : throw new InvalidConversationException(at, $"'{at}' must be an object.");
                    break;
                case "willContinue" when value.ValueKind == JsonValueKind.False:
                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }

        var tool = name ?? throw new InvalidConversationException($"{path}.name", $"'{path}.name' is missing.");
        var given = arguments is { } value2 ? ToolArguments.Of(value2) : ToolArguments.Of(JsonText.Of("{}"));
        return new ToolCallPart(_ids.Next(id, tool), tool, given, path);
    }

    private ToolResultPart ReadResponse(JsonElement response, string path)
    {
        JsonText? id = null, name = null;
        JsonElement? given = null;
        var content = new List<Part>();
        Carried<bool>? isError = null;
        foreach (var (member, at, value) in GenerateMember.Of(response, path))
        {
            switch (member)
            {
                case "id":
                    id = value.Text(at);
                    break;
                case "name":
                    name = value.Text(at);
                    break;
                case "response":
                    given = value;
                    content.Insert(0, new TextPart(Output(value, response.TextOf("name"u8), at, ref isError), at));
                    break;
                case "parts":
                    content.AddRange(GenerateMember.List(value, at).SelectMany(part => GenerateMember.Of(part, $"{at}[*]")).SelectMany(ReadMedia));
                    break;
                case "willContinue" when value.ValueKind == JsonValueKind.False:
                    break;
                case "scheduling" or "willContinue":
                    losses.Add(at, LossReason.Unsupported);
                    break;
                default:
                    losses.Add(at, LossReason.Unknown);
                    break;
            }
        }

        _ = given ?? throw new InvalidConversationException($"{path}.response", $"'{path}.response' is missing.");
        var tool = name ?? throw new InvalidConversationException($"{path}.name", $"'{path}.name' is missing.");
        var call = _ids.Answered(id, tool) ?? throw new InvalidConversationException(path, $"'{path}' answers no function call.");
        return new ToolResultPart(call, content, path) { Name = tool, IsError = isError };
    }

    // What Gemini's documents call the output and the error of a tool; any other object is the output itself.
    private static JsonText Output(JsonElement response, JsonText? tool, string path, ref Carried<bool>? isError)
    {
        if (response.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidConversationException(path, $"'{path}' must be an object.");
        }

        // Vercel's AI SDK wraps what the tool said together with the tool's name.
        if (response.GetPropertyCount() == 2
            && response.TextOf("name"u8) is { } name
            && tool?.Is(name.ToString()) == true
            && response.Member("content"u8) is { } content)
        {
            return TextOf(content);
        }

        if (response.GetPropertyCount() == 1)
        {
            if (response.Member("error"u8) is { } error)
            {
                isError = new(true, $"{path}.error");
                return TextOf(error);
            }

            if (response.Member("output"u8) is { ValueKind: JsonValueKind.String } output)
            {
                return JsonText.Of(output);
            }
        }

        return TextOf(response);
    }

    private static JsonText TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? JsonText.Of(value)
        : ToolArguments.Of(value).Text;

    private IEnumerable<Part> ReadMedia(GenerateMember member)
    {
        if (member.Name is "inlineData" or "fileData")
        {
            yield return MediaReader.Read(member, losses);
        }
        else
        {
            losses.Add(member.Path, LossReason.Unknown);
        }
    }
}
