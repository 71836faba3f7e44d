using System.Text.Json;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.AnthropicMessages;

/// <summary>The envelope of an Anthropic Messages request.</summary>
internal sealed class MessagesEnvelopeScan(RequestAddress address) : EnvelopeScan(address)
{
    private static readonly string[] GovernedNames = ["model", "stream", "max_tokens", "messages", "system", "tools", "metadata"];

    private bool _hasMessages;
    private long? _maxTokens;
    private long? _thinkingBudget;

    protected override ReadOnlySpan<string> Governed => GovernedNames;

    protected override Refusal? ReadMember(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "model":
                return ReadModel(ref reader);
            case "stream":
                return ReadStream(ref reader);
            case "max_tokens":
                return ReadLimit(ref reader, name, out _maxTokens);
            case "thinking":
                ReadThinking(reader);
                Meter.Measure(ref reader);
                return null;
            case "messages":
                _hasMessages = true;
                return NamesFile(reader) ? Stored("messages[*].content[*].file_id") : MeasureList(name, ref reader);
            case "container" when NamesContainer(reader):
                return Stored(name);
            case "metadata":
                return ReadMetadata(name, ref reader);
            default:
                Meter.Measure(ref reader);
                return null;
        }
    }

    // What code of an earlier request has written can be had again by its id: as the source of a part, or put into a container. Reads
    // ahead on a copy of the reader. What a tool is called with holds whatever its owner likes, and what a tool gave only tells.
    private static bool NamesFile(Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.NameIs("input"u8))
            {
                reader.SkipMember();
            }
            else if (reader.NameIs("source"u8))
            {
                if (reader.EnterObject() && HasFileId(ref reader))
                {
                    return true;
                }
            }
            else if (reader.NameIs("type"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && reader.NameIs("container_upload"u8))
                {
                    return true;
                }

                reader.Skip();
            }
        }

        return false;
    }

    private static bool HasFileId(ref Utf8JsonReader reader)
    {
        var found = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            found |= reader.NameIs("file_id"u8);
            reader.SkipMember();
        }

        return found;
    }

    // The container of an earlier request by its id, alone or in an object.
    private static bool NamesContainer(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return reader.TokenType == JsonTokenType.String;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.NameIs("id"u8);
            reader.Read();
            if (isId && reader.TokenType != JsonTokenType.Null)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    protected override Refusal? Missing() => _hasMessages ? null : Wrong("messages", "The member 'messages' is missing: it must be an array.");

    protected override Envelope Finish(Envelope common) => common with
    {
        MaxOutputTokens = _maxTokens,

        // A budget of thoughts must be lower than the limit, unless tools are called among them: then it is higher to begin with.
        LeastOutputTokens = _thinkingBudget is { } budget && _maxTokens > budget ? budget + 1 : common.LeastOutputTokens,
    };

    protected override RequestNeeds NeedOf(string name, Utf8JsonReader reader) => name switch
    {
        "output_format" when JsonFormat.Is(reader) => RequestNeeds.StructuredOutput,
        "output_config" when JsonFormat.IsIn(reader, "format"u8) => RequestNeeds.StructuredOutput,
        _ => base.NeedOf(name, reader),
    };

    // On a copy of the reader. What is no budget is for the provider to refuse.
    private void ReadThinking(Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isBudget = reader.NameIs("budget_tokens"u8);
            reader.Read();
            if (isBudget && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var budget))
            {
                _thinkingBudget = Math.Max(budget, _thinkingBudget ?? 0);
            }

            reader.Skip();
        }
    }
}
