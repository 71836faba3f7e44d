using System.Text.Json;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;
using FerroGate.Core.Stored;

namespace FerroGate.Ai.Dialects.OpenAiResponses;

/// <summary>The envelope of an OpenAI Responses request, with all that it names of what a provider may have stored.</summary>
internal sealed class ResponsesEnvelopeScan(RequestAddress address) : EnvelopeScan(address)
{
    private static readonly string[] GovernedNames =
        ["model", "stream", "input", "instructions", "max_output_tokens", "store", "background", "previous_response_id", "conversation", "tools", "metadata"];

    private readonly ResponsesReferences _references = new();
    private bool _hasInput;
    private bool _isBackground;
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
            case "previous_response_id" when reader.TokenType != JsonTokenType.Null:
                return ReadName(name, StoredKind.Response, ref reader);
            case "conversation" when reader.TokenType != JsonTokenType.Null:
                return ReadConversation(name, ref reader);
            case "background" when reader.TokenType is JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null:
                _isBackground = reader.TokenType == JsonTokenType.True;
                return null;
            case "background":
                return Wrong(name, "The member 'background' must be true or false.");
            case "tools":
                _references.OfTools(reader);
                goto default;
            case "metadata":
                return ReadMetadata(name, ref reader);
            default:
                Meter.Measure(ref reader);
                return null;
        }
    }

    protected override Refusal? Missing() => !_hasInput ? Wrong("input", "The member 'input' is missing: it must be a string or an array.")
        : _references.IsTooMany ? Wrong("input", $"The request names more than {ResponsesReferences.Most} things that a provider may have stored. Leave out the ids of items that are there with their content.")
        : null;

    protected override Envelope Finish(Envelope common) =>
        common with { MaxOutputTokens = _maxTokens, References = _references.All, IsBackground = _isBackground };

    protected override RequestNeeds NeedOf(string name, Utf8JsonReader reader) =>
        name == "text" && JsonFormat.IsIn(reader, "format"u8) ? RequestNeeds.StructuredOutput : base.NeedOf(name, reader);

    private Refusal? ReadInput(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.StartArray))
        {
            return Wrong("input", "The member 'input' must be a string or an array.");
        }

        if (reader.TokenType == JsonTokenType.StartArray)
        {
            _references.OfInput(reader);
        }

        MeasureMessages(ref reader);
        return null;
    }

    private Refusal? ReadName(string path, StoredKind kind, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return Wrong(path, $"The member '{path}' must be a string.");
        }

        _references.Add(new StoredReference(path, JsonNames.TextOf(reader), kind));
        return null;
    }

    // By its name, or as an object that has it.
    private Refusal? ReadConversation(string path, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return ReadName(path, StoredKind.Conversation, ref reader);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isName = reader.NameIs("id"u8);
            reader.Read();
            if (isName && ReadName(path, StoredKind.Conversation, ref reader) is { } refusal)
            {
                return refusal;
            }

            reader.Skip();
        }

        return null;
    }
}
