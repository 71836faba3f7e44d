using System.Text.Json;
using FerroGate.Ai.Counting;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Envelopes;

/// <summary>What one pass over a request has found so far. A dialect says what its own members mean.</summary>
internal abstract class EnvelopeScan(RequestAddress address)
{
    private const int LongestShownName = 64;

    // No API has a tenth of it, and each name takes memory that no limit counts.
    private const int MostMembers = 1_000;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private string? _model = address.Model;
    private JsonSlice? _modelSlice;
    private bool _stream = address.Stream;

    private readonly PartsScan _parts = new();

    private IReadOnlyList<KeyValuePair<string, string>> _metadata = [];

    protected InputMeter Meter { get; } = new();

    /// <summary>What the members that were read so far need, messages aside.</summary>
    protected RequestNeeds Needs { get; set; }

    /// <summary>The model, as far as it is known.</summary>
    protected string? Model => _model;

    /// <summary>The limits of output that were read so far.</summary>
    protected List<OutputLimit> Limits { get; } = [];

    /// <summary>The members that limits, policies and prices depend on.</summary>
    protected abstract ReadOnlySpan<string> Governed { get; }

    public Outcome<Envelope> Run(ref Utf8JsonReader reader)
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

            if (GovernedMembers.NearMiss(Governed, name) is { } governed)
            {
                return Wrong(name, $"The member '{name}' differs from '{governed}' only in case.");
            }

            reader.Read();
            Needs |= NeedOf(name, reader);
            Meter.IsAtTools = name is "tools" or "functions";
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

        return Missing() is { } missing ? missing : Finish(new Envelope
        {
            Model = _model,
            ModelSlice = _modelSlice,
            Stream = _stream,
            MaxOutputTokens = null,
            OutputLimits = Limits,
            FirstMember = firstMember,
            Choices = 1,
            InputBound = InputCosts.Bound(Meter.Size),
            InputEstimate = Meter.Estimate,
            Input = Meter.Size,
            Needs = Needs | _parts.Needs,
            Metadata = _metadata,
        });
    }

    /// <summary>Reads the member on whose value the reader stands, to its end.</summary>
    protected abstract Refusal? ReadMember(string name, ref Utf8JsonReader reader);

    /// <summary>What a request of the dialect cannot be without and this one is.</summary>
    protected abstract Refusal? Missing();

    /// <summary>The envelope, with what the dialect's own members said.</summary>
    protected abstract Envelope Finish(Envelope common);

    protected Refusal? ReadModel(ref Utf8JsonReader reader)
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

    protected Refusal? ReadStream(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
        {
            return Wrong("stream", "The member 'stream' must be true or false.");
        }

        _stream = reader.TokenType == JsonTokenType.True;
        return null;
    }

    /// <summary>Reads what the client says of the request. What is no object is for the provider to refuse.</summary>
    protected Refusal? ReadMetadata(string name, ref Utf8JsonReader reader)
    {
        // On a copy, for all of it is measured, too.
        var metadata = reader;
        Meter.Measure(ref reader);
        if (MetadataReader.Read(metadata, MostMembers) is not { } pairs)
        {
            return Wrong(name, $"The member '{name}' has more than {MostMembers} members.");
        }

        _metadata = pairs;
        return null;
    }

    /// <summary>Reads a list that the input is made of.</summary>
    protected Refusal? MeasureList(string name, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return Wrong(name, $"The member '{name}' must be an array.");
        }

        MeasureMessages(ref reader);
        return null;
    }

    /// <summary>Passes over the messages that the input is made of, and sees what they need.</summary>
    protected void MeasureMessages(ref Utf8JsonReader reader) => Meter.Measure(ref reader, _parts);

    /// <summary>What the member needs, if the answer must be able to do something for it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="reader">A copy that stands on its value.</param>
    protected virtual RequestNeeds NeedOf(string name, Utf8JsonReader reader) =>
        name == "tools" && reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType != JsonTokenType.EndArray
            ? RequestNeeds.Tools
            : RequestNeeds.None;

    protected static Refusal? ReadCount(ref Utf8JsonReader reader, string name, long least, ref long value)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out value) && value >= least
            ? null
            : Wrong(name, $"The member '{name}' must be a whole number of at least {least}.");
    }

    /// <param name="reader">Stands on the value.</param>
    /// <param name="name">Its name.</param>
    /// <param name="limit">What it says.</param>
    /// <param name="path">Its place, where that is not its name.</param>
    protected Refusal? ReadLimit(ref Utf8JsonReader reader, string name, out long? limit, string? path = null)
    {
        limit = null;
        long value = -1;
        var refusal = ReadCount(ref reader, name, 0, ref value);
        if (refusal is null && value >= 0)
        {
            limit = value;
        }

        Limits.Add(new OutputLimit(path ?? name, limit, SliceOf(ref reader)));
        return refusal;
    }

    // A name can be as long as the body; answers and logs need only know which one it is.
    protected static string Shown(string name) => name.Length <= LongestShownName ? name : name[..LongestShownName] + "…";

    protected static JsonSlice SliceOf(ref Utf8JsonReader reader) =>
        new((int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex));

    /// <summary>
    /// Something refers to what a provider has stored, which belongs to whoever made it, and the gateway does not know yet who that was.
    /// </summary>
    protected static Refusal Stored(string name) => new(
        400,
        ErrorType.InvalidRequest,
        RefusalCodes.StoredResponseUnsupported,
        $"'{name}' refers to what a provider has stored, and this gateway does not keep track of that yet. Send the whole conversation instead.")
    {
        Parameter = name,
    };

    protected static Refusal Wrong(string? parameter, string message) =>
        new(400, ErrorType.InvalidRequest, RefusalCodes.InvalidRequest, message) { Parameter = parameter };
}
