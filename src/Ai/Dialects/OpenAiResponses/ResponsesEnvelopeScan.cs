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

    // Reads ahead on a copy of the reader, which stays where it is.
    private static bool HasReference(Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth + 2;
        while (reader.Read() && reader.CurrentDepth > depth - 2)
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != depth || !reader.NameIs("type"u8))
            {
                continue;
            }

            reader.Read();
            if (reader.TokenType == JsonTokenType.String && reader.NameIs("item_reference"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static Refusal Stored(string name) => new(
        400,
        ErrorType.InvalidRequest,
        RefusalCodes.StoredResponseUnsupported,
        $"'{name}' refers to what a provider has stored, and this gateway does not keep track of that yet. Send the whole conversation in 'input'.")
    {
        Parameter = name,
    };
}
