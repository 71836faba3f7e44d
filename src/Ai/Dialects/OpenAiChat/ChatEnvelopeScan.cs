using System.Text.Json;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>The envelope of an OpenAI chat completion request.</summary>
internal sealed class ChatEnvelopeScan(RequestAddress address) : EnvelopeScan(address)
{
    private static readonly string[] GovernedNames =
    [
        "model", "stream", "stream_options", "n", "store", "max_tokens", "max_completion_tokens", "max_output_tokens", "messages", "include_usage",
        "tools", "functions", "metadata",
    ];

    private bool _hasMessages;
    private StreamUsageForm _streamUsage = StreamUsageForm.Absent;
    private JsonSlice _streamUsageSlice;
    private long? _maxTokens;
    private long? _maxCompletionTokens;
    private long _choices = 1;

    protected override ReadOnlySpan<string> Governed => GovernedNames;

    protected override Refusal? ReadMember(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "model":
                return ReadModel(ref reader);
            case "stream":
                return ReadStream(ref reader);
            case "stream_options":
                return ReadStreamOptions(ref reader);
            case "n":
                return ReadCount(ref reader, name, 1, ref _choices);
            case "max_tokens":
                return ReadLimit(ref reader, name, out _maxTokens);
            case "max_completion_tokens":
                return ReadLimit(ref reader, name, out _maxCompletionTokens);
            case "messages":
                _hasMessages = true;
                return ChatAudio.IsNamed(reader) ? Stored("messages[*].audio.id") : MeasureList(name, ref reader);
            case "metadata":
                return ReadMetadata(name, ref reader);
            default:
                Meter.Measure(ref reader);
                return null;
        }
    }

    protected override Refusal? Missing() => _hasMessages ? null : Wrong("messages", "The member 'messages' is missing: it must be an array.");

    protected override Envelope Finish(Envelope common) => new ChatEnvelope
    {
        Model = common.Model,
        ModelSlice = common.ModelSlice,
        Stream = common.Stream,
        StreamUsage = _streamUsage,
        StreamUsageSlice = _streamUsageSlice,
        FirstMember = common.FirstMember,
        OutputLimits = common.OutputLimits,
        MaxOutputTokens = Larger(_maxTokens, _maxCompletionTokens),
        Choices = _choices,
        InputBound = common.InputBound,
        InputEstimate = common.InputEstimate,
        Input = common.Input,
        Needs = common.Needs,
        Metadata = common.Metadata,
    };

    protected override RequestNeeds NeedOf(string name, Utf8JsonReader reader) => name switch
    {
        "response_format" when JsonFormat.Is(reader) => RequestNeeds.StructuredOutput,
        "audio" when reader.TokenType == JsonTokenType.StartObject => RequestNeeds.Audio,
        "functions" => base.NeedOf("tools", reader),
        _ => base.NeedOf(name, reader),
    };

    private Refusal? ReadStreamOptions(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            _streamUsage = StreamUsageForm.Null;
            _streamUsageSlice = SliceOf(ref reader);
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Wrong("stream_options", "The member 'stream_options' must be an object.");
        }

        var start = (int)reader.TokenStartIndex;
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonNames.TextOf(reader);
            if (!names.Add(name))
            {
                return Wrong("stream_options", $"The member 'stream_options' holds '{Shown(name)}' twice.");
            }

            reader.Read();
            if (GovernedMembers.NearMiss(GovernedNames, name) is { } governed)
            {
                return Wrong("stream_options", $"The member 'stream_options.{name}' differs from '{governed}' only in case.");
            }

            if (name != "include_usage")
            {
                Meter.Measure(ref reader);
                continue;
            }

            if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
            {
                return Wrong("stream_options", "The member 'stream_options.include_usage' must be true or false.");
            }

            _streamUsage = reader.TokenType == JsonTokenType.True ? StreamUsageForm.Asked : StreamUsageForm.Declined;
            _streamUsageSlice = SliceOf(ref reader);
        }

        if (!names.Contains("include_usage"))
        {
            _streamUsage = names.Count == 0 ? StreamUsageForm.Empty : StreamUsageForm.OtherMembers;
            _streamUsageSlice = new JsonSlice(start, (int)reader.BytesConsumed - start);
        }

        return null;
    }

    // Providers differ in which of the two they follow, so only the larger one is a bound.
    private static long? Larger(long? one, long? other) =>
        one is { } first && other is { } second ? Math.Max(first, second) : one ?? other;
}
