using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>
/// Reads the items of a request. What the model said is several items (thoughts, messages, calls) and one turn; so are the results
/// of tools that stand one behind the other.
/// </summary>
internal sealed class ResponsesItemReader(Conversation conversation, Losses losses)
{
    private const string Item = "input[*]";

    private List<Part>? _said;
    private List<Part>? _given;

    public void Read(JsonElement items)
    {
        foreach (var item in items.Items("input"))
        {
            ReadItem(item);
        }
    }

    private void ReadItem(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidConversationException(Item, $"'{Item}' must be an object.");
        }

        var type = item.Member("type"u8) is { } named ? named.Text($"{Item}.type").ToString()
            : item.Member("role"u8) is null && item.Member("id"u8) is not null ? "item_reference"
            : "message";
        switch (type)
        {
            case "message":
                ReadMessage(item);
                break;
            case "reasoning":
                ReadThought(item);
                break;
            case "function_call":
                // OpenAI's clients write down beside the arguments what they have read in them.
                LoseStrange(item, ["call_id", "name", "arguments", "parsed_arguments"]);
                ReadCall(item, item.Member("arguments"u8) is { } arguments ? ToolArguments.Of(arguments.Text($"{Item}.arguments")) : ToolArguments.Of(JsonText.Empty));
                break;
            case "custom_tool_call":
                LoseStrange(item, ["call_id", "name", "input"]);
                ReadCall(item, ResponsesCustomCall.ArgumentsOf(item.Needed("input"u8, $"{Item}.input").Text($"{Item}.input")));
                break;
            case "function_call_output" or "custom_tool_call_output":
                ReadResult(item);
                break;
            case "item_reference":
                throw new InvalidConversationException($"{Item}.type", "An item that a provider has stored cannot be said to another one.");
            default:
                losses.Add($"{Item}.{type}", ResponsesBuiltIn.IsItem(type) ? LossReason.Unsupported : LossReason.Unknown);
                break;
        }
    }

    private void ReadMessage(JsonElement item)
    {
        var role = item.Needed("role"u8, $"{Item}.role").Text($"{Item}.role").ToString();
        LoseStrange(item, ["role", "content", "phase"]);
        if (item.TextOf("phase"u8)?.Is("commentary") ?? false)
        {
            // That something is the answer itself goes without saying.
            losses.Add($"{Item}.phase", LossReason.Unsupported);
        }

        var parts = ResponsesPartReader.ReadContent(item.Needed("content"u8, $"{Item}.content"), $"{Item}.content", losses);
        switch (role)
        {
            case "assistant":
                Said().AddRange(parts);
                break;
            case "user":
                Take(Role.User, parts);
                break;
            case "system":
                Take(Role.System, parts);
                break;
            case "developer":
                Take(Role.Developer, parts);
                break;
            default:
                throw new InvalidConversationException($"{Item}.role", $"There is no role '{role}' in this protocol.");
        }
    }

    // An item may have several texts and has one seal, which stands behind the last.
    private void ReadThought(JsonElement item)
    {
        LoseStrange(item, ["summary", "content", "encrypted_content"]);
        List<JsonText> texts = [.. TextsOf(item, "summary"), .. TextsOf(item, "content")];
        var seal = item.Member("encrypted_content"u8) is { } content
            ? ResponsesSeal.Read(content.Text($"{Item}.encrypted_content"))
            : null;
        if (texts.Count == 0 && seal is null)
        {
            // All that it says is where OpenAI has stored it.
            losses.Add($"{Item}.id", LossReason.Foreign);
            return;
        }

        for (var index = 0; index < texts.Count - 1; index++)
        {
            Said().Add(new ReasoningPart(texts[index], null, Item));
        }

        Said().Add(new ReasoningPart(texts.Count == 0 ? null : texts[^1], seal, Item));
    }

    private static IEnumerable<JsonText> TextsOf(JsonElement item, string member)
    {
        var path = $"{Item}.{member}";
        return item.Member(System.Text.Encoding.UTF8.GetBytes(member)) is { } texts
            ? texts.Items(path).Select(text => text.Needed("text"u8, $"{path}[*].text").Text($"{path}[*].text")).Where(text => !text.IsEmpty)
            : [];
    }

    // Gemini seals the call itself, for which there is no place here; its seal is a thought before the call that says nothing.
    private void ReadCall(JsonElement item, ToolArguments arguments)
    {
        var said = Said();
        var seal = said is [.., ReasoningPart { Text: null, Seal: { Origin: SealOrigin.Gemini } before }] ? before : null;
        if (seal is not null)
        {
            said.RemoveAt(said.Count - 1);
        }

        said.Add(new ToolCallPart(
            item.Needed("call_id"u8, $"{Item}.call_id").Text($"{Item}.call_id"),
            item.Needed("name"u8, $"{Item}.name").Text($"{Item}.name"),
            arguments,
            Item)
        {
            Seal = seal,
        });
    }

    private void ReadResult(JsonElement item)
    {
        LoseStrange(item, ["call_id", "output", "name"]);
        var call = item.Needed("call_id"u8, $"{Item}.call_id").Text($"{Item}.call_id");
        var content = ResponsesPartReader.ReadContent(item.Needed("output"u8, $"{Item}.output"), $"{Item}.output", losses);
        if (_given is null)
        {
            _said = null;
            _given = [];
            conversation.Turns.Add(new Turn(Role.User, _given, Item));
        }

        _given.Add(new ToolResultPart(call, content, Item) { Name = item.Member("name"u8)?.Text($"{Item}.name") });
    }

    // Without a store there is nothing behind the id of an item, and an item that is sent is as complete as it will be.
    private void LoseStrange(JsonElement item, string[] known)
    {
        foreach (var member in item.Members(Item))
        {
            var isCut = member.Name == "status" && item.TextOf("status"u8) is { } status && !status.Is("completed");
            if (isCut || member.Name is "namespace" or "caller")
            {
                losses.Add($"{Item}.{member.Name}", LossReason.Unsupported);
            }
            else if (member.Name is not ("id" or "type" or "status") && !known.Contains(member.Name, StringComparer.Ordinal))
            {
                losses.Add($"{Item}.{member.Name}", LossReason.Unknown);
            }
        }
    }

    private List<Part> Said()
    {
        if (_said is null)
        {
            _given = null;
            _said = [];
            conversation.Turns.Add(new Turn(Role.Assistant, _said, Item));
        }

        return _said;
    }

    private void Take(Role role, List<Part> parts)
    {
        _said = null;
        _given = null;
        conversation.Turns.Add(new Turn(role, parts, Item));
    }
}
