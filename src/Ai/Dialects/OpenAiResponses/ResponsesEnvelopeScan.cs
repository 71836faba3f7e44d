using System.Text.Json;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.OpenAiResponses;

/// <summary>
/// The envelope of an OpenAI Responses request. What refers to something that a provider has stored is refused: what is stored
/// there belongs to whoever made it, and the gateway does not know yet who that was.
/// </summary>
internal sealed class ResponsesEnvelopeScan(int bodyLength, RequestAddress address) : EnvelopeScan(bodyLength, address)
{
    private static readonly string[] GovernedNames =
        ["model", "stream", "input", "instructions", "max_output_tokens", "store", "background", "previous_response_id", "conversation"];

    private bool _hasInput;
    private long? _maxTokens;

    protected override ReadOnlySpan<string> Governed => GovernedNames;

    protected override Refusal? ReadMember(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "model":
                return ReadModel(ref reader);
            case "stream":
                return ReadStream(ref reader);
            case "max_output_tokens":
                return ReadLimit(ref reader, name, out _maxTokens);
            case "input":
                _hasInput = true;
                return ReadInput(ref reader);
            case "previous_response_id" or "conversation" when reader.TokenType != JsonTokenType.Null:
                return Stored(name);
            case "background" when reader.TokenType == JsonTokenType.True:
                return Stored(name);
            case "background" when reader.TokenType is not (JsonTokenType.False or JsonTokenType.Null):
                return Wrong(name, "The member 'background' must be true or false.");
            case "tools" when NamesContainer(reader):
                return Stored("tools[*].container");
            default:
                Meter.Measure(ref reader);
                return null;
        }
    }

    protected override Refusal? Missing() => _hasInput ? null : Wrong("input", "The member 'input' is missing: it must be a string or an array.");

    protected override Envelope Finish(Envelope common) => common with { MaxOutputTokens = _maxTokens };

    private Refusal? ReadInput(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.StartArray))
        {
            return Wrong("input", "The member 'input' must be a string or an array.");
        }

        if (reader.TokenType == JsonTokenType.StartArray && HasReference(reader))
        {
            return Stored("input[*].type");
        }

        Meter.Measure(ref reader);
        return null;
    }

    // Reads ahead on a copy of the reader, which stays where it is. What has an id, no content and no type may be a reference, too.
    private static bool HasReference(Utf8JsonReader reader)
    {
        var item = reader.CurrentDepth + 1;
        var (hasId, hasContent, hasType) = (false, false, false);
        while (reader.Read() && reader.CurrentDepth >= item)
        {
            if (reader.CurrentDepth == item && reader.TokenType == JsonTokenType.StartObject)
            {
                (hasId, hasContent, hasType) = (false, false, false);
            }
            else if (reader.CurrentDepth == item && reader.TokenType == JsonTokenType.EndObject && hasId && !hasContent && !hasType)
            {
                return true;
            }
            else if (reader.CurrentDepth == item + 1 && reader.TokenType == JsonTokenType.PropertyName)
            {
                hasId |= reader.NameIs("id"u8);
                hasContent |= reader.NameIs("content"u8);
                if (!reader.NameIs("type"u8))
                {
                    continue;
                }

                reader.Read();
                hasType |= reader.TokenType == JsonTokenType.String;
                if (reader.TokenType == JsonTokenType.String && reader.NameIs("item_reference"u8))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A container of an earlier request by its id; a new one is asked for with an object.
    private static bool NamesContainer(Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth + 2;
        while (reader.Read() && reader.CurrentDepth > depth - 2)
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth && reader.NameIs("container"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
