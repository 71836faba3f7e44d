using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Dialects.OpenAiChat.Translation;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>
/// Writes the items of a request. Instructions are messages where they stand, also the leading ones: OpenAI looks for the word
/// <c>json</c>, which JSON mode needs, in the input only.
/// </summary>
internal sealed class ResponsesTurnWriter(Utf8JsonWriter writer, TargetModel model, RequestNotes notes)
{
    private readonly ResponsesPartWriter _parts = new(writer, model, notes);
    private int _thoughts;
    private int _messages;

    public void Write(Turn turn)
    {
        switch (turn.Role)
        {
            case Role.Assistant:
                WriteAssistant(turn.Parts);
                break;
            case Role.User:
                WriteUser(turn.Parts);
                break;
            default:
                // Who only speaks as OpenAI does knows no developers.
                WriteMessage(turn.Role == Role.Developer && !model.IsCompatible ? "developer" : "system", turn.Parts);
                break;
        }
    }

    // Results are items of their own, in the order in which they stand among what the person says.
    private void WriteUser(IReadOnlyList<Part> parts)
    {
        var said = new List<Part>();
        foreach (var part in parts)
        {
            if (part is ToolResultPart result)
            {
                FlushUser(said);
                WriteResult(result);
            }
            else
            {
                said.Add(part);
            }
        }

        if (said.Count > 0 || parts.Count == 0)
        {
            WriteMessage("user", said);
        }
    }

    private void FlushUser(List<Part> said)
    {
        if (said.Count > 0)
        {
            WriteMessage("user", said);
            said.Clear();
        }
    }

    private void WriteMessage(string role, IReadOnlyList<Part> parts)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "message"u8);
        writer.WriteString("role"u8, role);
        _parts.WriteContent("content", parts, "input[*].content");
        writer.WriteEndObject();
    }

    private void WriteResult(ToolResultPart result)
    {
        result.LoseError(notes.Losses);
        _parts.LoseCache(result);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function_call_output"u8);
        writer.WriteText("call_id"u8, ChatCallId.Of(result.CallId));
        _parts.WriteContent("output", result.Content, "input[*].output");
        writer.WriteEndObject();
    }

    private void WriteAssistant(IReadOnlyList<Part> parts)
    {
        var texts = new List<Part>();
        var thoughts = new List<ReasoningPart>();
        foreach (var part in parts)
        {
            if (part is not ReasoningPart)
            {
                LoseThoughts(thoughts);
            }

            if (part is not (TextPart or RefusalPart))
            {
                FlushTexts(texts);
            }

            _parts.LoseCache(part);
            switch (part)
            {
                case TextPart or RefusalPart:
                    texts.Add(part);
                    break;
                case ReasoningPart thought:
                    thoughts.Add(thought);
                    WriteThought(thoughts);
                    break;
                case ToolCallPart call:
                    WriteCall(call);
                    break;
                default:
                    notes.Losses.Add(part.Path, LossReason.Unsupported);
                    break;
            }
        }

        LoseThoughts(thoughts);
        FlushTexts(texts);
    }

    private void FlushTexts(List<Part> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, "message"u8);
        writer.WriteString("role"u8, "assistant"u8);
        if (texts is [TextPart { Text: var text }])
        {
            writer.WriteText("content"u8, text);
        }
        else
        {
            WriteSaid(texts);
        }

        writer.WriteEndObject();
        texts.Clear();
    }

    // What is more than one text can be said only as the model says it, with an id and a status, which nobody looks up.
    private void WriteSaid(List<Part> texts)
    {
        writer.WriteString("id"u8, $"msg_{_messages++}");
        writer.WriteString("status"u8, "completed"u8);
        if (_messages == 1)
        {
            notes.Add("input[*].id");
            notes.Add("input[*].status");
        }

        writer.WriteStartArray("content"u8);
        foreach (var part in texts)
        {
            writer.WriteStartObject();
            if (part is RefusalPart refusal)
            {
                writer.WriteString("type"u8, "refusal"u8);
                writer.WriteText("refusal"u8, refusal.Text);
            }
            else
            {
                writer.WriteString("type"u8, "output_text"u8);
                writer.WriteStartArray("annotations"u8);
                writer.WriteEndArray();
                writer.WriteStartArray("logprobs"u8);
                writer.WriteEndArray();
                writer.WriteText("text"u8, ((TextPart)part).Text);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // The pieces of a thought are one item, which ends with its seal.
    private void WriteThought(List<ReasoningPart> thoughts)
    {
        if (thoughts[^1].Seal is not { } seal)
        {
            return;
        }

        if (seal is not { Origin: SealOrigin.OpenAi, IsThought: true, Value.IsEmpty: false })
        {
            notes.Losses.Add(thoughts[^1].Path, LossReason.Foreign);
            if (!model.IsCompatible || thoughts[^1].Text is null)
            {
                thoughts.RemoveAt(thoughts.Count - 1);
            }

            LoseThoughts(thoughts);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, "reasoning"u8);
        WriteTexts("summary"u8, "summary_text"u8, thoughts);
        writer.WriteText("encrypted_content"u8, seal.Value);
        writer.WriteEndObject();
        thoughts.Clear();
    }

    // OpenAI takes its own thoughts back, and by their seals alone. Models whose thoughts are open read them again.
    private void LoseThoughts(List<ReasoningPart> thoughts)
    {
        if (thoughts.Count == 0)
        {
            return;
        }

        if (model.IsCompatible)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "reasoning"u8);
            writer.WriteString("id"u8, $"rs_{_thoughts++}");
            WriteTexts("summary"u8, "summary_text"u8, []);
            WriteTexts("content"u8, "reasoning_text"u8, thoughts);
            writer.WriteEndObject();
        }
        else
        {
            foreach (var thought in thoughts)
            {
                notes.Losses.Add(thought.Path, LossReason.Unsupported);
            }
        }

        thoughts.Clear();
    }

    private void WriteTexts(ReadOnlySpan<byte> member, ReadOnlySpan<byte> type, List<ReasoningPart> thoughts)
    {
        writer.WriteStartArray(member);
        foreach (var thought in thoughts)
        {
            if (thought.Text is { IsEmpty: false } text)
            {
                writer.WriteStartObject();
                writer.WriteString("type"u8, type);
                writer.WriteText("text"u8, text);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }

    private void WriteCall(ToolCallPart call)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "function_call"u8);
        writer.WriteText("call_id"u8, ChatCallId.Of(call.Id));
        writer.WriteText("name"u8, call.Name);
        writer.WriteText("arguments"u8, call.Arguments.Text.IsEmpty ? JsonText.Of("{}") : call.Arguments.Text);
        writer.WriteEndObject();
        if (call.Seal is not null)
        {
            notes.Losses.Add(call.SealPath, LossReason.Foreign);
        }
    }
}
