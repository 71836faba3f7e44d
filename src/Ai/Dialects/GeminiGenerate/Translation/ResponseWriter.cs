using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Writes a <c>GenerateContentResponse</c>: the whole of a plain answer, and each event of a stream.</summary>
internal sealed class ResponseWriter(Utf8JsonWriter writer, AnswerContext context, Losses losses)
{
    private readonly PartWriter _parts = new(writer);
    private JsonText? _tier;

    public AnswerHead Head
    {
        get;
        set
        {
            field = value;
            _tier = TierOf(value.ServiceTier);
        }
    } = new();

    public void Begin()
    {
        writer.WriteStartObject();
        writer.WriteStartArray("candidates"u8);
    }

    /// <summary>Ends the response. The Developer API has no member for when it was made.</summary>
    /// <param name="usage">The counters, where they are known.</param>
    public void End(TokenUsage? usage)
    {
        writer.WriteEndArray();
        if (usage is not null)
        {
            UsageWriter.Write(writer, usage, _tier);
        }

        writer.WriteText("modelVersion"u8, Head.Model.IsEmpty ? JsonText.Of(context.Model) : Head.Model);
        writer.WriteText("responseId"u8, Head.Id.IsEmpty ? JsonText.Of(context.ExchangeId) : Head.Id);
        writer.WriteEndObject();
    }

    public void BeginCandidate()
    {
        writer.WriteStartObject();
        writer.WriteStartObject("content"u8);
        writer.WriteStartArray("parts"u8);
    }

    public void EndContent()
    {
        writer.WriteEndArray();
        writer.WriteString("role"u8, "model"u8);
        writer.WriteEndObject();
    }

    public void EndCandidate(int index)
    {
        writer.WriteNumber("index"u8, index);
        writer.WriteEndObject();
    }

    /// <param name="text">The text.</param>
    /// <param name="seal">The thought before it, which nobody can read.</param>
    public void WriteText(JsonText text, Seal? seal = null) => _parts.WriteText(text, seal is null ? null : GenerateSeals.Shown(seal));

    /// <summary>A text, which does not say that it is a refusal.</summary>
    public void WriteRefusal(JsonText text)
    {
        // Its place is named as far as the pieces of an answer know it.
        losses.Add("**.refusal", LossReason.Approximated);
        _parts.WriteText(text, null);
    }

    /// <summary>A thought, its seal, or both.</summary>
    public void WriteThought(JsonText text, Seal? seal) =>
        _parts.WriteThought(
            text.IsEmpty ? JsonText.Empty : text,
            seal is null ? null : GenerateSeals.Shown(seal),
            isThought: !text.IsEmpty || seal is not { Origin: SealOrigin.Gemini });

    /// <exception cref="FormatException">The arguments are no object.</exception>
    public void WriteCall(JsonText id, JsonText name, JsonText arguments, Seal? seal) =>
        _parts.WriteCall(id.IsEmpty ? null : id, name, ToolArguments.Of(arguments), seal is null ? null : GenerateSeals.Shown(seal));

    public void WriteFinish(Finish finish)
    {
        writer.WriteString("finishReason"u8, GenerateFinish.WordOf(finish));
        if (GenerateFinish.MessageOf(finish) is { } message)
        {
            writer.WriteText("finishMessage"u8, message);
        }
    }

    public void WriteChances(IReadOnlyList<TokenChance> tokens)
    {
        writer.WriteStartObject("logprobsResult"u8);
        writer.WriteStartArray("topCandidates"u8);
        foreach (var token in tokens)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("candidates"u8);
            foreach (var other in token.Others)
            {
                WriteChance(other);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("chosenCandidates"u8);
        foreach (var token in tokens)
        {
            WriteChance(token);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteChance(TokenChance chance)
    {
        writer.WriteStartObject();
        writer.WriteText("token"u8, chance.Token);
        writer.WriteRaw("logProbability"u8, chance.Logprob);
        writer.WriteEndObject();
    }

    private JsonText? TierOf(JsonText? tier)
    {
        switch (tier?.ToString())
        {
            case null or "auto":
                return null;
            case "default" or "standard" or "standard_only":
                return JsonText.Of("standard");
            case "flex" or "priority":
                return tier;
            default:
                losses.Add("service_tier", LossReason.Value);
                return null;
        }
    }
}
