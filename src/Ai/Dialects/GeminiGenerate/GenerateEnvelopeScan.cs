using System.Text.Json;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Json;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.GeminiGenerate;

/// <summary>
/// The envelope of a Gemini request. Its server reads names as the JSON form of protocol buffers does, in camel case and with
/// underscores alike, so both are one member here.
/// </summary>
/// <param name="address">What the path says.</param>
/// <param name="counts">Its tokens are only counted, so that it may have the request that is meant in one member.</param>
internal sealed class GenerateEnvelopeScan(RequestAddress address, bool counts) : EnvelopeScan(address)
{
    private static readonly string[] GovernedNames =
        ["contents", "model", "generationConfig", "generation_config", "systemInstruction", "system_instruction", "cachedContent", "cached_content", "tools"];

    private static readonly string[] GovernedLimits = ["maxOutputTokens", "max_output_tokens", "candidateCount", "candidate_count"];

    private bool _hasContents;
    private ConfigForm _config = ConfigForm.Absent;
    private JsonSlice _configSlice;
    private JsonSlice? _nestedModel;
    private long? _maxTokens;
    private long _choices = 1;

    protected override ReadOnlySpan<string> Governed => GovernedNames;

    protected override Refusal? ReadMember(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "contents":
                _hasContents = true;
                return MeasureList(name, ref reader);
            case "model":
                return Wrong(name, "The path names the model, so the body must not.");
            case "generateContentRequest" or "generate_content_request" when counts:
                return ReadNested(name, ref reader);
            case "generationConfig" or "generation_config":
                return ReadConfig(name, ref reader);
            case "cachedContent" or "cached_content" when reader.TokenType != JsonTokenType.Null:
                return Stored(name);
            default:
                Meter.Measure(ref reader);
                return null;
        }
    }

    protected override Refusal? Missing() =>
        _hasContents ? null : Wrong("contents", "The member 'contents' is missing: it must be an array.");

    protected override Envelope Finish(Envelope common) => new GenerateEnvelope
    {
        Model = common.Model,
        ModelSlice = null,
        Stream = common.Stream,
        MaxOutputTokens = _maxTokens,
        Choices = _choices,
        InputBound = common.InputBound,
        InputEstimate = common.InputEstimate,
        Input = common.Input,
        Needs = common.Needs,
        NestedModelSlice = _nestedModel,
        OutputLimits = common.OutputLimits,
        FirstMember = common.FirstMember,
        Config = _config,
        ConfigSlice = _configSlice,
    };

    // What counts tokens may have the whole request that is counted in one member, in place of its contents.
    private Refusal? ReadNested(string name, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Wrong(name, $"The member '{name}' must be an object.");
        }

        _hasContents = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isModel = reader.NameIs("model"u8);
            var isCache = reader.NameIs("cachedContent"u8) || reader.NameIs("cached_content"u8);
            reader.Read();
            if (isCache && reader.TokenType != JsonTokenType.Null)
            {
                return Stored($"{name}.cachedContent");
            }

            if (!isModel)
            {
                Meter.Measure(ref reader);
                continue;
            }

            if (reader.TokenType != JsonTokenType.String || _nestedModel is not null
                || GenerateModels.NameOf(JsonNames.TextOf(reader)) != Model)
            {
                return Wrong($"{name}.model", "The member must name the model of the path, once.");
            }

            _nestedModel = SliceOf(ref reader);
        }

        return null;
    }

    private Refusal? ReadConfig(string name, ref Utf8JsonReader reader)
    {
        if (_config != ConfigForm.Absent)
        {
            return Wrong(name, "The generation config is there twice, in both of its spellings.");
        }

        if (reader.TokenType == JsonTokenType.Null)
        {
            _config = ConfigForm.Null;
            _configSlice = SliceOf(ref reader);
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Wrong(name, $"The member '{name}' must be an object.");
        }

        var start = (int)reader.TokenStartIndex;
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = JsonNames.TextOf(reader);
            var plain = member.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
            if (!names.Add(plain))
            {
                return Wrong(name, $"The member '{name}' holds '{Shown(member)}' twice.");
            }

            if (GovernedMembers.NearMiss(GovernedLimits, member) is { } governed)
            {
                return Wrong(name, $"The member '{name}.{member}' differs from '{governed}' only in case.");
            }

            if (plain is "MAXOUTPUTTOKENS" or "CANDIDATECOUNT" && !GovernedLimits.Contains(member))
            {
                return Wrong(name, $"The member '{name}.{Shown(member)}' is a mixture of two spellings.");
            }

            reader.Read();
            if (ReadSetting(member, ref reader) is { } refusal)
            {
                return refusal;
            }
        }

        _config = names.Count == 0 ? ConfigForm.Empty : ConfigForm.Members;
        _configSlice = new JsonSlice(start, (int)reader.BytesConsumed - start);
        return null;
    }

    private Refusal? ReadSetting(string member, ref Utf8JsonReader reader)
    {
        switch (member)
        {
            case "maxOutputTokens" or "max_output_tokens":
                return ReadLimit(ref reader, member, out _maxTokens, GenerateDialect.OutputLimit);
            case "candidateCount" or "candidate_count":
                return ReadCount(ref reader, member, 1, ref _choices);
            case "responseSchema" or "response_schema" or "responseJsonSchema" or "response_json_schema" when reader.TokenType != JsonTokenType.Null:
            case "responseMimeType" or "response_mime_type" when reader.TokenType == JsonTokenType.String && reader.NameIs("application/json"u8):
                Needs |= RequestNeeds.StructuredOutput;
                goto default;
            default:
                Meter.Measure(ref reader);
                return null;
        }
    }
}
