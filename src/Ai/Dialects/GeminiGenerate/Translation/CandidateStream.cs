using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>One candidate of an answer, as its pieces come.</summary>
internal sealed class CandidateStream(IAnswerSink sink, int index)
{
    private const string Path = "candidates[*]";
    private const string PartPath = Path + ".content.parts[*]";

    private readonly GroundingReader _grounding = new(sink, index);
    private Finish? _finish;
    private string? _message;
    private int _calls;

    /// <summary>It has said why it ended.</summary>
    public bool IsFinished => _finish is not null;

    public void Read(JsonElement candidate)
    {
        if (candidate.Member("content"u8) is { } content)
        {
            ReadContent(content);
        }

        foreach (var property in candidate.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
        {
            ReadMember(GenerateMember.SpelledNameOf(property), property.Value);
        }
    }

    /// <summary>Nothing comes any more.</summary>
    /// <param name="block">Why the prompt was blocked, where it was.</param>
    public void End(Finish? block)
    {
        if ((_finish ?? block) is not { } finish)
        {
            return;
        }

        // What it says of an ordinary end is nothing more than the end.
        if (_message is not null && finish.Kind is not (FinishKind.Stop or FinishKind.ToolCalls))
        {
            sink.Lose($"{Path}.finishMessage", LossReason.Unsupported);
        }

        sink.Finish(index, finish.Kind == FinishKind.Stop && _calls > 0 ? finish with { Kind = FinishKind.ToolCalls } : finish);
    }

    private void ReadMember(string name, JsonElement value)
    {
        switch (name)
        {
            case "content" or "index" or "tokenCount":
                break;
            case "finishReason":
                _finish = GenerateFinish.Read(value, _calls > 0, $"{Path}.finishReason");
                break;
            case "finishMessage":
                _message = name;
                break;
            case "logprobsResult":
                ChanceReader.Read(sink, index, value);
                break;
            case "groundingMetadata":
                _grounding.Read(value, $"{Path}.{name}");
                break;
            case "citationMetadata":
                _grounding.ReadCitations(value, $"{Path}.{name}");
                break;
            case "safetyRatings" or "avgLogprobs" or "urlContextMetadata" or "groundingAttributions":
                sink.Lose($"{Path}.{name}", LossReason.Unsupported);
                break;
            default:
                sink.Lose($"{Path}.{name}", LossReason.Unknown);
                break;
        }
    }

    private void ReadContent(JsonElement content)
    {
        if (content.Member("parts"u8) is not { ValueKind: JsonValueKind.Array } parts)
        {
            return;
        }

        var before = AnswerPartKind.ToolCall;
        foreach (var part in parts.EnumerateArray().Where(part => part.ValueKind == JsonValueKind.Object))
        {
            before = ReadPart(part, before);
        }
    }

    // Texts of one event are parts of their own; those of the next event go on.
    private AnswerPartKind ReadPart(JsonElement part, AnswerPartKind before)
    {
        var signature = part.TextOf("thoughtSignature"u8) is { IsEmpty: false } given ? given : (JsonText?)null;
        var isThought = part.Member("thought"u8) is { ValueKind: JsonValueKind.True };
        var kind = isThought ? AnswerPartKind.Reasoning : AnswerPartKind.Text;
        foreach (var property in part.EnumerateObject())
        {
            var name = GenerateMember.SpelledNameOf(property);
            switch (name)
            {
                case "text" or "thought" or "thoughtSignature" or "functionCall":
                    break;
                case "inlineData" or "fileData" or "executableCode" or "codeExecutionResult" or "toolCall" or "toolResponse"
                    or "videoMetadata" or "mediaResolution" or "partMetadata":
                    sink.Lose($"{PartPath}.{name}", LossReason.Unsupported);
                    break;
                default:
                    sink.Lose($"{PartPath}.{name}", LossReason.Unknown);
                    break;
            }
        }

        if (part.Member("functionCall"u8) is { ValueKind: JsonValueKind.Object } call)
        {
            ReadCall(call, signature);
            return AnswerPartKind.ToolCall;
        }

        var text = part.TextOf("text"u8);
        if (text is { IsEmpty: false } said)
        {
            if (before == kind)
            {
                sink.Part(index);
            }

            ReadText(said, isThought);
        }

        if (signature is { } value && (text is not null || isThought))
        {
            sink.Seal(index, GenerateSeals.Read(value, isThought: text is not { IsEmpty: false } && !isThought));
            return AnswerPartKind.ToolCall;
        }

        return text is { IsEmpty: false } ? kind : before;
    }

    private void ReadText(JsonText text, bool isThought)
    {
        if (isThought)
        {
            sink.Reasoning(index, text);
        }
        else
        {
            _grounding.Said(text);
            sink.Text(index, text);
        }
    }

    private void ReadCall(JsonElement call, JsonText? signature)
    {
        foreach (var property in call.EnumerateObject())
        {
            var name = GenerateMember.SpelledNameOf(property);
            if (name is not ("id" or "name" or "args"))
            {
                sink.Lose($"{PartPath}.functionCall.{name}", LossReason.Unknown);
            }
        }

        var seal = signature is { } value ? GenerateSeals.Read(value) : null;
        sink.Call(index, _calls, call.TextOf("id"u8) ?? JsonText.Empty, call.TextOf("name"u8) ?? JsonText.Empty, seal);
        sink.Arguments(index, _calls, call.Member("args"u8) is { } arguments ? ToolArguments.Of(arguments).Text : JsonText.Of("{}"));
        _calls++;
    }
}
