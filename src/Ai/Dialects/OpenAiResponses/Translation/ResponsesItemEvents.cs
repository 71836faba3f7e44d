using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Dialects.OpenAiChat.Translation;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Writes the events of items: how they begin, go on and end.</summary>
internal sealed class ResponsesItemEvents(ResponsesEventFrame frame, ResponsesItemWriter items)
{
    public void Begin(ResponsesItem item)
    {
        var json = frame.Begin("response.output_item.added");
        json.WriteNumber("output_index"u8, item.Index);
        json.WritePropertyName("item"u8);
        items.WriteBegun(json, item);
        frame.End();
    }

    /// <summary>Begins the last part of an item that has parts.</summary>
    public void BeginPart(ResponsesItem item)
    {
        if (item.Parts.Count == 0 || item.Kind == ResponsesItemKind.Call)
        {
            return;
        }

        var isThought = item.Kind == ResponsesItemKind.Reasoning;
        var json = BeginPartEvent(isThought ? "response.reasoning_summary_part.added" : "response.content_part.added", item, item.Parts.Count - 1);
        json.WritePropertyName("part"u8);
        if (isThought)
        {
            ResponsesItemWriter.WriteSummary(json, JsonText.Empty);
        }
        else
        {
            ResponsesItemWriter.WriteBegunPart(json, item.Parts[^1]);
        }

        frame.End();
    }

    public void Text(ResponsesItem item, JsonText text, IReadOnlyList<TokenChance> chances)
    {
        var json = BeginPartEvent("response.output_text.delta", item, item.Parts.Count - 1);
        json.WriteText("delta"u8, text);
        json.WritePropertyName("logprobs"u8);
        ChatChances.Write(json, chances);
        frame.End();
    }

    public void Refusal(ResponsesItem item, JsonText text) => WriteDelta("response.refusal.delta", item, text);

    public void Summary(ResponsesItem item, JsonText text) => WriteDelta("response.reasoning_summary_text.delta", item, text);

    public void Arguments(ResponsesItem item, JsonText piece)
    {
        var json = BeginItemEvent("response.function_call_arguments.delta", item);
        json.WriteText("delta"u8, piece);
        frame.End();
    }

    public void Citation(ResponsesItem item, int index, Citation citation, Losses losses)
    {
        var part = item.Parts[index];
        var json = BeginPartEvent("response.output_text.annotation.added", item, index);
        json.WriteNumber("annotation_index"u8, part.Citations.Count - 1);
        json.WritePropertyName("annotation"u8);
        ResponsesCitation.Write(json, citation, item.Starts[index], part.Text.CountLetters(), losses);
        frame.End();
    }

    public void EndPart(ResponsesItem item, int index)
    {
        var part = item.Parts[index];
        switch (part.Kind)
        {
            case AnswerPartKind.Reasoning:
                WriteText("response.reasoning_summary_text.done", item, index, "text"u8, part.Text);
                var summary = BeginPartEvent("response.reasoning_summary_part.done", item, index);
                summary.WritePropertyName("part"u8);
                ResponsesItemWriter.WriteSummary(summary, part.Text);
                frame.End();
                return;
            case AnswerPartKind.Refusal:
                WriteText("response.refusal.done", item, index, "refusal"u8, part.Text);
                break;
            default:
                var text = BeginPartEvent("response.output_text.done", item, index);
                text.WriteText("text"u8, part.Text);
                text.WritePropertyName("logprobs"u8);
                ChatChances.Write(text, part.Chances);
                frame.End();
                break;
        }

        var json = BeginPartEvent("response.content_part.done", item, index);
        json.WritePropertyName("part"u8);
        items.WritePart(json, item, index);
        frame.End();
    }

    /// <summary>Ends an item, and the part of it that is open.</summary>
    public void End(ResponsesItem item, bool isCut)
    {
        if (item.Kind == ResponsesItemKind.Call)
        {
            EndArguments(item);
        }
        else if (item.Parts.Count > 0)
        {
            EndPart(item, item.Parts.Count - 1);
        }

        var json = frame.Begin("response.output_item.done");
        json.WriteNumber("output_index"u8, item.Index);
        json.WritePropertyName("item"u8);
        items.Write(json, item, isCut);
        frame.End();
    }

    private void EndArguments(ResponsesItem item)
    {
        var call = item.Parts[0];
        var arguments = ResponsesItemWriter.ArgumentsOf(call);
        if (call.IsEmpty)
        {
            Arguments(item, arguments);
        }

        var json = BeginItemEvent("response.function_call_arguments.done", item);
        json.WriteText("name"u8, call.Name);
        json.WriteText("arguments"u8, arguments);
        frame.End();
    }

    private void WriteDelta(string type, ResponsesItem item, JsonText text) => WriteText(type, item, item.Parts.Count - 1, "delta"u8, text);

    private void WriteText(string type, ResponsesItem item, int index, ReadOnlySpan<byte> member, JsonText text)
    {
        BeginPartEvent(type, item, index).WriteText(member, text);
        frame.End();
    }

    private Utf8JsonWriter BeginPartEvent(string type, ResponsesItem item, int index)
    {
        var json = BeginItemEvent(type, item);
        json.WriteNumber(item.Kind == ResponsesItemKind.Reasoning ? "summary_index"u8 : "content_index"u8, index);
        return json;
    }

    private Utf8JsonWriter BeginItemEvent(string type, ResponsesItem item)
    {
        var json = frame.Begin(type);
        json.WriteText("item_id"u8, items.IdOf(item));
        json.WriteNumber("output_index"u8, item.Index);
        return json;
    }
}
