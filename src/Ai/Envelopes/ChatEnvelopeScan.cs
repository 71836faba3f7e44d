using System.Text.Json;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Envelopes;

/// <summary>What one pass over a chat request has found so far.</summary>
internal sealed class ChatEnvelopeScan(int bodyLength)
{
    private const int LongestShownName = 64;

    // No API has a tenth of it, and each name takes memory that no limit counts.
    private const int MostMembers = 1_000;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly InputMeter _meter = new();

    private string? _model;
    private JsonSlice _modelSlice;
    private bool _stream;
    private bool _hasMessages;
    private StreamUsageForm _streamUsage = StreamUsageForm.Absent;
    private JsonSlice _streamUsageSlice;
    private long? _maxTokens;
    private long? _maxCompletionTokens;
    private long _choices = 1;

    public Outcome<ChatEnvelope> Run(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Wrong(null, "The body must be a JSON object.");
        }

        var firstMember = (int)reader.BytesConsumed;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonNames.TextOf(reader);
            if (_names.Count == MostMembers)
            {
                return Wrong(null, $"The body has more than {MostMembers} members.");
            }

            if (!_names.Add(name))
            {
                return Wrong(Shown(name), $"The member '{Shown(name)}' is there twice.");
            }

            if (GovernedMembers.NearMiss(name) is { } governed)
            {
                return Wrong(name, $"The member '{name}' differs from '{governed}' only in case.");
            }

            reader.Read();
            if (ReadMember(name, ref reader) is { } refusal)
            {
                return refusal;
            }
        }

        // Anything but white space behind the object makes this throw.
        reader.Read();
        if (_model is null)
        {
            return Wrong("model", "The member 'model' is missing: say which model is to answer.");
        }

        if (!_hasMessages)
        {
            return Wrong("messages", "The member 'messages' is missing: it must be an array.");
        }

        return new ChatEnvelope
        {
            Model = _model,
            ModelSlice = _modelSlice,
            Stream = _stream,
            StreamUsage = _streamUsage,
            StreamUsageSlice = _streamUsageSlice,
            FirstMember = firstMember,
            MaxOutputTokens = Larger(_maxTokens, _maxCompletionTokens),
            Choices = _choices,
            InputBound = _meter.Bound(bodyLength),
            InputEstimate = _meter.Estimate,
        };
    }

    private Refusal? ReadMember(string name, ref Utf8JsonReader reader)
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
                _hasMessages = reader.TokenType == JsonTokenType.StartArray;
                if (!_hasMessages)
                {
                    return Wrong(name, "The member 'messages' must be an array.");
                }

                _meter.Measure(ref reader);
                return null;
            default:
                _meter.Measure(ref reader);
                return null;
        }
    }

    private Refusal? ReadModel(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return Wrong("model", "The member 'model' must be a string.");
        }

        try
        {
            _model = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return Wrong("model", "The member 'model' holds half of a surrogate pair.");
        }

        _modelSlice = SliceOf(ref reader);
        return string.IsNullOrEmpty(_model) ? Wrong("model", "The member 'model' is empty.") : null;
    }

    private Refusal? ReadStream(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
        {
            return Wrong("stream", "The member 'stream' must be true or false.");
        }

        _stream = reader.TokenType == JsonTokenType.True;
        return null;
    }

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
            if (GovernedMembers.NearMiss(name) is { } governed)
            {
                return Wrong("stream_options", $"The member 'stream_options.{name}' differs from '{governed}' only in case.");
            }

            if (name != "include_usage")
            {
                _meter.Measure(ref reader);
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

    private static Refusal? ReadCount(ref Utf8JsonReader reader, string name, long least, ref long value)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value) && value >= least
            ? null
            : Wrong(name, $"The member '{name}' must be a whole number of at least {least}.");
    }

    private static Refusal? ReadLimit(ref Utf8JsonReader reader, string name, out long? limit)
    {
        limit = null;
        long value = -1;
        var refusal = ReadCount(ref reader, name, 0, ref value);
        if (refusal is null && value >= 0)
        {
            limit = value;
        }

        return refusal;
    }

    // A name can be as long as the body; answers and logs need only know which one it is.
    private static string Shown(string name) => name.Length <= LongestShownName ? name : name[..LongestShownName] + "…";

    private static JsonSlice SliceOf(ref Utf8JsonReader reader) =>
        new((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex));

    private static Refusal Wrong(string? parameter, string message) =>
        new(400, ErrorType.InvalidRequest, RefusalCodes.InvalidRequest, message) { Parameter = parameter };
}
