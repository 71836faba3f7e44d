using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Dialects.OpenAiChat.Translation;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Gives items of an answer to a sink, whole or what has not come of them yet.</summary>
internal sealed class ResponsesItemSource(IAnswerSink sink)
{
    private const string Content = "output[*].content[*]";

    private (ResponsesItemState Item, ResponsesTextKind Kind, int Index)? _open;
    private long _letters;

    /// <summary>How many tools were called.</summary>
    public int Calls { get; private set; }

    /// <summary>Reads an item that is complete.</summary>
    public void Read(JsonElement item, ResponsesItemState state)
    {
        if (state.IsDone || item.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        state.IsDone = true;
        var type = item.TextOf("type"u8)?.ToString() ?? "";
        switch (type)
        {
            case "message":
                LoseStrange(item, ["content", "role"]);
                ReadContent(item, state);
                break;
            case "reasoning":
                LoseStrange(item, ["summary", "content", "encrypted_content"]);
                ReadThought(item, state);
                break;
            case "function_call":
                LoseStrange(item, ["call_id", "name", "arguments"]);
                ReadCall(item, state);
                break;
            case "custom_tool_call":
                LoseStrange(item, ["call_id", "name", "input"]);
                ReadCustomCall(item, state);
                break;
            default:
                sink.Lose($"output[*].{type}", ResponsesBuiltIn.IsItem(type) ? LossReason.Unsupported : LossReason.Unknown);
                break;
        }
    }

    /// <summary>A text begins or goes on.</summary>
    public void Say(ResponsesItemState state, ResponsesTextKind kind, int index, JsonText text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        Open(state, kind, index);
        state.Texts.Add((kind, index));
        switch (kind)
        {
            case ResponsesTextKind.Text:
                _letters += text.CountLetters();
                sink.Text(0, text);
                break;
            case ResponsesTextKind.Refusal:
                sink.Refuse(0, text);
                break;
            default:
                sink.Reasoning(0, text);
                break;
        }
    }

    /// <summary>A whole text, which is said where nothing of it has come.</summary>
    public void SayWhole(ResponsesItemState state, ResponsesTextKind kind, int index, JsonText? text)
    {
        if (text is { } whole && !state.Texts.Contains((kind, index)))
        {
            Say(state, kind, index, whole);
        }
    }

    /// <summary>How likely the tokens of a text were.</summary>
    public void Weigh(ResponsesItemState state, int index, JsonElement? tokens)
    {
        if (tokens is { } list && ChatChances.Read(list) is { Count: > 0 } chances)
        {
            state.Chances.Add(index);
            sink.Chances(0, chances);
        }
    }

    /// <summary>What a text rests on.</summary>
    public void Cite(ResponsesItemState state, int index, JsonElement annotation)
    {
        state.Citations[index] = state.Citations.GetValueOrDefault(index) + 1;
        const string Path = $"{Content}.annotations[*]";
        if (annotation.TextOf("url"u8) is not { } url)
        {
            sink.Lose(annotation.TextOf("type"u8) is { } type ? $"{Path}.{type}" : Path, LossReason.Unsupported);
            return;
        }

        // Here letters count from the beginning of each text.
        var start = state.Starts.GetValueOrDefault(index, _letters);
        sink.Cite(0, new Citation(url, Path)
        {
            Title = annotation.TextOf("title"u8) is { IsEmpty: false } title ? title : null,
            Range = NumberOf(annotation, "start_index"u8) is { } from && NumberOf(annotation, "end_index"u8) is { } to ? (start + from, start + to) : null,
        });
    }

    /// <summary>A call begins, as soon as it is known which tool is called.</summary>
    public void Call(JsonElement item, ResponsesItemState state)
    {
        if (state.Call is null && item.TextOf("name"u8) is { IsEmpty: false } name)
        {
            _open = null;
            state.Call = Calls++;
            sink.Call(0, state.Call.Value, item.TextOf("call_id"u8) ?? item.TextOf("id"u8) ?? default, name, seal: null);
        }
    }

    /// <summary>The arguments of a call that has begun go on.</summary>
    public void Argue(ResponsesItemState state, JsonText piece)
    {
        if (state.Call is { } call && !piece.IsEmpty)
        {
            state.HasArguments = true;
            sink.Arguments(0, call, piece);
        }
    }

    /// <summary>The free text of a call goes on.</summary>
    public void ArgueCustom(ResponsesItemState state, JsonText piece)
    {
        if (!state.HasArguments)
        {
            Argue(state, ResponsesCustomCall.Start);
        }

        Argue(state, ResponsesCustomCall.Nested(piece));
    }

    // Each text is a part of its own, and so is each item.
    private void Open(ResponsesItemState state, ResponsesTextKind kind, int index)
    {
        if (_open is { } open && open == (state, kind, index))
        {
            return;
        }

        if (_open is not null)
        {
            sink.Part(0);
        }

        _open = (state, kind, index);
        if (kind == ResponsesTextKind.Text)
        {
            state.Starts.TryAdd(index, _letters);
        }
    }

    private void ReadContent(JsonElement item, ResponsesItemState state)
    {
        if (item.TextOf("phase"u8)?.Is("commentary") ?? false)
        {
            // That something is the answer itself goes without saying.
            sink.Lose("output[*].phase", LossReason.Unsupported);
        }

        var index = 0;
        foreach (var part in ItemsOf(item, "content"u8))
        {
            switch (part.TextOf("type"u8)?.ToString())
            {
                case "output_text":
                    ReadText(part, state, index);
                    break;
                case "refusal":
                    SayWhole(state, ResponsesTextKind.Refusal, index, part.TextOf("refusal"u8));
                    break;
                default:
                    sink.Lose(Content, LossReason.Unknown);
                    break;
            }

            index++;
        }
    }

    private void ReadText(JsonElement part, ResponsesItemState state, int index)
    {
        SayWhole(state, ResponsesTextKind.Text, index, part.TextOf("text"u8));
        foreach (var annotation in ItemsOf(part, "annotations"u8).Skip(state.Citations.GetValueOrDefault(index)))
        {
            Cite(state, index, annotation);
        }

        if (!state.Chances.Contains(index))
        {
            Weigh(state, index, part.Member("logprobs"u8));
        }

        foreach (var member in part.EnumerateObject())
        {
            if (member.Name is not ("type" or "text" or "annotations" or "logprobs") && member.Value.ValueKind != JsonValueKind.Null)
            {
                sink.Lose($"{Content}.{member.Name}", LossReason.Unknown);
            }
        }
    }

    private void ReadThought(JsonElement item, ResponsesItemState state)
    {
        foreach (var (texts, kind) in new[] { (ItemsOf(item, "summary"u8), ResponsesTextKind.Summary), (ItemsOf(item, "content"u8), ResponsesTextKind.Thought) })
        {
            var index = 0;
            foreach (var text in texts)
            {
                SayWhole(state, kind, index++, text.TextOf("text"u8));
            }
        }

        if (item.TextOf("encrypted_content"u8) is { IsEmpty: false } content)
        {
            if (_open is { } open && open.Item != state)
            {
                sink.Part(0);
            }

            sink.Seal(0, ResponsesSeal.Of(content));
            _open = null;
        }
    }

    private void ReadCall(JsonElement item, ResponsesItemState state)
    {
        Call(item, state);
        if (!state.HasArguments)
        {
            Argue(state, item.TextOf("arguments"u8) ?? default);
        }
    }

    private void ReadCustomCall(JsonElement item, ResponsesItemState state)
    {
        Call(item, state);
        if (!state.HasArguments)
        {
            ArgueCustom(state, item.TextOf("input"u8) ?? default);
        }

        Argue(state, ResponsesCustomCall.End);
    }

    private void LoseStrange(JsonElement item, string[] known)
    {
        foreach (var member in item.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null && member.Name is not ("id" or "type" or "status" or "phase") && !known.Contains(member.Name, StringComparer.Ordinal))
            {
                sink.Lose($"output[*].{member.Name}", member.Name is "namespace" or "caller" ? LossReason.Unsupported : LossReason.Unknown);
            }
        }
    }

    private static IEnumerable<JsonElement> ItemsOf(JsonElement element, ReadOnlySpan<byte> name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } items
            ? items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];

    private static long? NumberOf(JsonElement element, ReadOnlySpan<byte> name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;
}
