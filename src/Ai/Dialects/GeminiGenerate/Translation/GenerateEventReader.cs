using System.Globalization;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Reads an answer of Gemini, of which each event of a stream, and a plain one as a whole, has the same form.</summary>
internal sealed class GenerateEventReader(IAnswerSink sink) : IEventReader
{
    private readonly SortedDictionary<int, CandidateStream> _candidates = [];
    private Finish? _block;
    private bool _hasBegun;
    private bool _hasAnswer;
    private bool _hasFailed;

    // An answer of nothing has no candidates, which `End` takes care of.
    public bool IsFinished => _hasFailed || _block is not null || _candidates.Values.All(candidate => candidate.IsFinished);

    public void Read(JsonElement data)
    {
        if (data.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in data.EnumerateArray())
            {
                Read(item);
            }

            return;
        }

        if (_hasFailed || data.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        Begin(data);
        if (GenerateFaultReader.Read(data) is { } fault)
        {
            _hasFailed = true;
            sink.Fail(fault);
            return;
        }

        foreach (var property in data.EnumerateObject())
        {
            ReadMember(GenerateMember.SpelledNameOf(property), property.Value);
        }
    }

    public bool End()
    {
        if (_hasFailed)
        {
            return false;
        }

        Begin(default);

        // Older models say STOP in every event, so the last one counts.
        foreach (var candidate in _candidates.Values)
        {
            candidate.End(_block);
        }

        if (!_hasAnswer)
        {
            sink.Fail(ProviderFault.NoAnswer);
            return false;
        }

        if (_candidates.Count == 0)
        {
            sink.Finish(0, _block ?? new Finish(FinishKind.Other, "candidates"));
        }

        return true;
    }

    private void Begin(JsonElement data)
    {
        if (_hasBegun)
        {
            return;
        }

        _hasBegun = true;
        sink.Begin(new AnswerHead
        {
            Id = data.TextOf("responseId"u8) ?? JsonText.Empty,
            Model = data.TextOf("modelVersion"u8) ?? JsonText.Empty,
            Created = CreatedOf(data),
            ServiceTier = TierOf(data),
            CandidatesPath = "candidates[*]",
            ChancesPath = "candidates[*].logprobsResult",
        });
    }

    private static long? CreatedOf(JsonElement data) =>
        data.TextOf("createTime"u8) is { } text
        && DateTimeOffset.TryParse(text.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.ToUnixTimeSeconds()
            : null;

    private static JsonText? TierOf(JsonElement data)
    {
        var tier = data.Member("usageMetadata"u8)?.TextOf("serviceTier"u8);
        return tier is null || tier.Value.Is("unspecified") ? null : tier.Value.Is("standard") ? JsonText.Of("default") : tier;
    }

    private void ReadMember(string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        // A model that says nothing has no candidates, but it has counters.
        _hasAnswer |= name is "candidates" or "promptFeedback" or "usageMetadata";
        switch (name)
        {
            case "candidates" when value.ValueKind == JsonValueKind.Array:
                foreach (var candidate in value.EnumerateArray())
                {
                    ReadCandidate(candidate);
                }

                break;
            case "promptFeedback":
                ReadFeedback(value);
                break;
            case "usageMetadata":
                if (value.Member("trafficType"u8) is not null)
                {
                    sink.Lose("usageMetadata.trafficType", LossReason.Unsupported);
                }

                break;
            case "modelVersion" or "responseId" or "createTime":
                break;
            case "modelStatus":
                sink.Lose(name, LossReason.Unsupported);
                break;
            default:
                sink.Lose(name, LossReason.Unknown);
                break;
        }
    }

    private void ReadCandidate(JsonElement candidate)
    {
        if (candidate.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        // A number that is left out is zero.
        var index = candidate.Member("index"u8) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var given) ? given : 0;
        if (!_candidates.TryGetValue(index, out var stream))
        {
            _candidates[index] = stream = new CandidateStream(sink, index);
        }

        stream.Read(candidate);
    }

    private void ReadFeedback(JsonElement feedback)
    {
        if (feedback.Member("blockReason"u8) is not null)
        {
            _block = new Finish(FinishKind.ContentFilter, "promptFeedback.blockReason") { Word = feedback.TextOf("blockReason"u8)?.Kept() };
        }

        if (feedback.Member("safetyRatings"u8) is not null)
        {
            sink.Lose("promptFeedback.safetyRatings", LossReason.Unsupported);
        }

        if (feedback.Member("blockReasonMessage"u8) is not null)
        {
            sink.Lose("promptFeedback.blockReasonMessage", LossReason.Unsupported);
        }
    }
}
