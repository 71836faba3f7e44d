using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>Reads the content of a turn, of the system prompt or of a tool's result: a text, or blocks.</summary>
internal sealed class ContentReader(Losses losses)
{
    private readonly List<Part> _parts = [];

    /// <summary>A mark up to which the prompt is worth caching.</summary>
    public static CacheMark? ReadMark(JsonElement value, string path, Losses losses)
    {
        string? lifetime = null;
        foreach (var member in value.Members(path))
        {
            switch (member.Name)
            {
                case "type" when member.Value.Text($"{path}.type").Is("ephemeral"):
                    break;
                case "type":
                    losses.Add($"{path}.type", LossReason.Unknown);
                    return null;
                case "ttl":
                    lifetime = member.Value.Text($"{path}.ttl").ToString();
                    break;
                default:
                    losses.Add($"{path}.{member.Name}", LossReason.Unknown);
                    break;
            }
        }

        return new CacheMark(lifetime, path);
    }

    public IReadOnlyList<Part> Read(JsonElement content, string path)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            return [new TextPart(JsonText.Of(content), path)];
        }

        foreach (var block in content.Items(path))
        {
            ReadBlock(block, $"{path}[*]");
        }

        return _parts;
    }

    private void ReadBlock(JsonElement block, string path)
    {
        var type = block.Needed("type"u8, $"{path}.type").Text($"{path}.type").ToString();
        switch (type)
        {
            case "text":
                ReadText(block, path);
                break;
            case "image":
                _parts.Add(MediaReader.ReadImage(block, path, losses) with { Cache = MarkOf(block, path) });
                LoseOthers(block, path, "source");
                break;
            case "document":
                Add(MediaReader.ReadDocument(block, path, losses), block, path);
                LoseOthers(block, path, "source", "title", "context", "citations");
                break;
            case "search_result":
                Add(MediaReader.ReadSearchResult(block, path, losses), block, path);
                LoseOthers(block, path, "source", "title", "content", "citations");
                break;
            case "thinking":
                ReadThinking(block, path);
                break;
            case "redacted_thinking":
                var data = Text(block, "data"u8, $"{path}.data");
                _parts.Add(new ReasoningPart(null, Seal.Read(data, SealOrigin.Anthropic, isThought: true), path));
                LoseOthers(block, path, "data");
                break;
            case "tool_use":
                ReadCall(block, path);
                break;
            case "tool_result":
                ReadResult(block, path);
                break;
            default:
                losses.Add($"{path}.{type}", ServerBlocks.LossOf(type));
                break;
        }
    }

    private void ReadText(JsonElement block, string path)
    {
        _parts.Add(new TextPart(Text(block, "text"u8, $"{path}.text"), path) { Cache = MarkOf(block, path) });
        if (block.Member("citations"u8) is { } citations && citations.Items($"{path}.citations").Any())
        {
            // Other protocols cite in answers only.
            losses.Add($"{path}.citations", LossReason.Unsupported);
        }

        LoseOthers(block, path, "text", "citations");
    }

    private void ReadThinking(JsonElement block, string path)
    {
        var text = Text(block, "thinking"u8, $"{path}.thinking");
        var signature = block.Member("signature"u8)?.Text($"{path}.signature") ?? JsonText.Empty;
        _parts.Add(new ReasoningPart(
            text.IsEmpty ? null : text,
            signature.IsEmpty ? null : Seal.Read(signature, SealOrigin.Anthropic),
            path));
        LoseOthers(block, path, "thinking", "signature");
    }

    private void ReadCall(JsonElement block, string path)
    {
        var input = block.Needed("input"u8, $"{path}.input");
        if (input.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidConversationException($"{path}.input", $"'{path}.input' must be an object.");
        }

        // This is how an answer of ours says the thought behind a call, which Gemini wants back with the call.
        var seal = _parts is [.., ReasoningPart { Text: null, Seal: { Origin: SealOrigin.Gemini, IsThought: false } behind }]
            ? behind
            : null;
        if (seal is not null)
        {
            _parts.RemoveAt(_parts.Count - 1);
        }

        var id = Text(block, "id"u8, $"{path}.id");
        _parts.Add(new ToolCallPart(id, Text(block, "name"u8, $"{path}.name"), ToolArguments.Of(input), path)
        {
            Seal = seal,
            Cache = MarkOf(block, path),
        });
        if (block.Member("caller"u8) is { } caller && caller.TextOf("type"u8)?.Is("direct") != true)
        {
            losses.Add($"{path}.caller", LossReason.Unsupported);
        }

        LoseOthers(block, path, "id", "name", "input", "caller");
    }

    private void ReadResult(JsonElement block, string path)
    {
        var id = Text(block, "tool_use_id"u8, $"{path}.tool_use_id");
        var content = block.Member("content"u8) is { } value ? new ContentReader(losses).Read(value, $"{path}.content") : [];
        _parts.Add(new ToolResultPart(id, content, path)
        {
            IsError = block.Member("is_error"u8) is { } error ? new(error.Boolean($"{path}.is_error"), $"{path}.is_error") : null,
            Cache = MarkOf(block, path),
        });
        LoseOthers(block, path, "tool_use_id", "content", "is_error");
    }

    // What a block becomes may be several parts: its mark is on the last one.
    private void Add(IReadOnlyList<Part> parts, JsonElement block, string path)
    {
        _parts.AddRange(parts);
        if (parts.Count > 0 && MarkOf(block, path) is { } mark)
        {
            _parts[^1] = _parts[^1] with { Cache = mark };
        }
    }

    private CacheMark? MarkOf(JsonElement block, string path) =>
        block.Member("cache_control"u8) is { } mark ? ReadMark(mark, $"{path}.cache_control", losses) : null;

    private static JsonText Text(JsonElement block, ReadOnlySpan<byte> name, string path) => block.Needed(name, path).Text(path);

    private void LoseOthers(JsonElement block, string path, params ReadOnlySpan<string> known)
    {
        foreach (var member in block.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null
                && member.Name is not ("type" or "cache_control")
                && !known.Contains(member.Name))
            {
                losses.Add($"{path}.{member.Name}", LossReason.Unknown);
            }
        }
    }
}
