using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Writes what was said to Gemini.</summary>
internal sealed class ContentWriter(Utf8JsonWriter writer, GeminiModel target, RequestNotes notes)
{
    private readonly Dictionary<string, (JsonText? Id, JsonText Name)> _calls = new(StringComparer.Ordinal);
    private readonly PartWriter _parts = new(writer);
    private int _number;
    private int _names;

    /// <summary>The instructions, which are text only.</summary>
    public void WriteInstructions(IReadOnlyList<Turn> turns)
    {
        var parts = turns.SelectMany(turn => turn.Parts).ToList();
        foreach (var part in parts.Where(part => part is not TextPart))
        {
            notes.Losses.Add(part.Path, LossReason.Unsupported);
        }

        var texts = parts.OfType<TextPart>().ToList();
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("systemInstruction"u8);
        writer.WriteStartArray("parts"u8);
        foreach (var text in texts)
        {
            _parts.WriteText(text.Text, null);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The turns; those of one party that follow each other are one.</summary>
    public void Write(IReadOnlyList<Turn> turns)
    {
        var contents = Merge(turns);
        _names = turns.SelectMany(turn => turn.Parts).OfType<MediaPart>().Count(media => media.Name is not null);

        // The turn that goes on: everything behind what a person said last.
        var current = contents.FindLastIndex(content => !content.IsModel && !content.Parts.Exists(part => part is ToolResultPart));
        writer.WriteStartArray("contents"u8);
        for (var i = 0; i < contents.Count; i++)
        {
            var (isModel, parts) = contents[i];
            writer.WriteStartObject();
            writer.WriteString("role"u8, isModel ? "model"u8 : "user"u8);
            writer.WriteStartArray("parts"u8);
            WriteParts(parts, i > current);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private List<(bool IsModel, List<Part> Parts)> Merge(IReadOnlyList<Turn> turns)
    {
        var contents = new List<(bool IsModel, List<Part> Parts)>();
        foreach (var turn in turns)
        {
            var isModel = turn.Role == Role.Assistant;
            var parts = turn.Parts.Where(part => IsSaid(part, turn)).ToList();
            if (parts.Count == 0)
            {
                continue;
            }

            if (contents.Count > 0 && contents[^1].IsModel == isModel)
            {
                contents[^1].Parts.AddRange(parts);
            }
            else
            {
                contents.Add((isModel, parts));
            }
        }

        return contents;
    }

    // What leaves something behind: empty texts are refused by Vertex, and an empty content by everyone.
    private bool IsSaid(Part part, Turn turn)
    {
        switch (part)
        {
            case TextPart { Text.IsEmpty: true }:
                return turn.Parts.Count == 1;
            case ReasoningPart thought:
                if (thought.Seal is { Origin: not SealOrigin.Gemini })
                {
                    notes.Losses.Add(part.Path, LossReason.Foreign);
                    return thought.Text is { IsEmpty: false };
                }

                return thought.Text is { IsEmpty: false } || thought.Seal is not null;
            case MediaPart media:
                return MediaWriter.Lack(media) is not { } reason || !Lose(media, reason);
            default:
                return true;
        }
    }

    private bool Lose(Part part, string reason)
    {
        notes.Losses.Add(part.Path, reason);
        return true;
    }

    private void WriteParts(List<Part> parts, bool isCurrent)
    {
        var seals = Signatures.Place(parts);
        var hasCall = false;
        for (var i = 0; i < parts.Count; i++)
        {
            var signature = seals[i] is { Origin: SealOrigin.Gemini, Value: var value } ? value : (JsonText?)null;
            switch (parts[i])
            {
                case TextPart text:
                    _parts.WriteText(text.Text, signature);
                    break;
                case RefusalPart refusal:
                    notes.Losses.Add(refusal.Path, LossReason.Approximated);
                    _parts.WriteText(refusal.Text, signature);
                    break;
                case ReasoningPart thought:
                    WriteThought(thought, signature);
                    break;
                case MediaPart media:
                    MediaWriter.Write(writer, media, notes.Losses, _names == 1);
                    break;
                case ToolCallPart call:
                    WriteCall(call, seals[i], signature, isFirst: isCurrent && !hasCall);
                    hasCall = true;
                    break;
                case ToolResultPart result:
                    var (id, name) = CallOf(result);
                    ResultWriter.Write(writer, result, id, name, notes.Losses);
                    break;
                default:
                    notes.Losses.Add(parts[i].Path, LossReason.Unsupported);
                    break;
            }

            if (parts[i].Cache is { } mark)
            {
                notes.Losses.Add(mark.Path, LossReason.Unsupported);
            }
        }
    }

    private void WriteCall(ToolCallPart call, Seal? seal, JsonText? signature, bool isFirst)
    {
        if (seal is not null && signature is null)
        {
            notes.Losses.Add(call.SealPath, LossReason.Foreign);
        }

        if (signature is null && isFirst && target.IsThird)
        {
            signature = JsonText.OfEscaped(GenerateSeals.Skip);
            notes.Add("contents[*].parts[*].thoughtSignature");
        }

        // Gemini gets back the ids that it has seen, and those of the client; not those that we gave to calls without one.
        _number++;
        JsonText? id = call.Id.IsEmpty || CallIds.IsOurs(call.Id, _number) ? null : call.Id;
        _calls[call.Id.ToString()] = (id, call.Name);
        try
        {
            _parts.WriteCall(id, call.Name, call.Arguments, signature);
        }
        catch (FormatException exception)
        {
            throw new InvalidConversationException(call.Path, $"The arguments of '{call.Path}' cannot be sent: {exception.Message}");
        }
    }

    // What its signature was taken from for another part may have nothing to say any more.
    private void WriteThought(ReasoningPart thought, JsonText? signature)
    {
        var hasText = thought.Text is { IsEmpty: false };
        if (hasText || signature is not null)
        {
            _parts.WriteThought(thought.Text ?? JsonText.Empty, signature, isThought: hasText);
        }
    }

    private (JsonText? Id, JsonText Name) CallOf(ToolResultPart result) => _calls.TryGetValue(result.CallId.ToString(), out var call)
        ? call
        : throw new InvalidConversationException(result.Path, $"'{result.Path}' answers no tool call of the conversation.");
}
