using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>Gives a stream to a sink, event by event. What comes in pieces comes again as a whole, which is read for what is missing.</summary>
internal sealed class ResponsesEventSource(IAnswerSink sink) : IEventReader
{
    private readonly ResponsesItemSource _items = new(sink);
    private readonly Dictionary<long, ResponsesItemState> _byIndex = [];
    private readonly Dictionary<string, ResponsesItemState> _byId = [];
    private ResponsesItemState? _last;
    private bool _hasBegun;
    private bool _hasFailed;
    private bool _isFinished;

    public bool IsFinished => _isFinished || _hasFailed;

    public void Read(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object || _hasFailed)
        {
            return;
        }

        var type = data.TextOf("type"u8)?.ToString() ?? (data.Member("error"u8) is null ? "" : "error");
        switch (type)
        {
            case "response.created" or "response.in_progress" or "response.queued":
                Begin(data.Member("response"u8) ?? default);
                break;
            case "response.completed" or "response.incomplete" or "response.failed" or "response.cancelled":
                ReadEnd(data.Member("response"u8) ?? default, type);
                break;
            case "error":
                Begin(default);
                _hasFailed = true;
                sink.Fail(ResponsesFaultReader.Read(data) ?? ResponsesFaultReader.ReadFailed(data));
                break;
            case "response.content_part.added" or "response.content_part.done" or "response.reasoning_summary_part.added" or "response.reasoning_summary_part.done" or "keepalive" or "ping":
                break;
            default:
                if (!ReadContent(type, data) && !ResponsesBuiltIn.IsEvent(type))
                {
                    sink.Lose(type.Length > 0 ? type : "type", LossReason.Unknown);
                }

                break;
        }
    }

    public bool End()
    {
        if (!_hasFailed)
        {
            Begin(default);
        }

        return !_hasFailed;
    }

    private void Begin(JsonElement response)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            sink.Begin(ResponsesAnswerSource.HeadOf(response));
        }
    }

    private bool ReadContent(string type, JsonElement data)
    {
        Begin(default);
        var state = StateOf(data);
        var content = IndexOf(data, "content_index"u8);
        var summary = IndexOf(data, "summary_index"u8);
        var delta = data.TextOf("delta"u8) ?? default;
        switch (type)
        {
            case "response.output_item.added":
                if (data.Member("item"u8) is { } begun && begun.TextOf("type"u8)?.ToString() is "function_call" or "custom_tool_call")
                {
                    _items.Call(begun, state);
                }

                break;
            case "response.output_item.done":
                _items.Read(data.Member("item"u8) ?? default, state);
                break;
            case "response.output_text.delta":
                _items.Say(state, ResponsesTextKind.Text, content, delta);
                _items.Weigh(state, content, data.Member("logprobs"u8));
                break;
            case "response.output_text.done":
                _items.SayWhole(state, ResponsesTextKind.Text, content, data.TextOf("text"u8));
                break;
            case "response.output_text.annotation.added":
                _items.Cite(state, content, data.Member("annotation"u8) ?? default);
                break;
            case "response.refusal.delta":
                _items.Say(state, ResponsesTextKind.Refusal, content, delta);
                break;
            case "response.refusal.done":
                _items.SayWhole(state, ResponsesTextKind.Refusal, content, data.TextOf("refusal"u8));
                break;
            case "response.reasoning_summary_text.delta":
                _items.Say(state, ResponsesTextKind.Summary, summary, delta);
                break;
            case "response.reasoning_summary_text.done":
                _items.SayWhole(state, ResponsesTextKind.Summary, summary, data.TextOf("text"u8));
                break;
            case "response.reasoning_text.delta":
                _items.Say(state, ResponsesTextKind.Thought, content, delta);
                break;
            case "response.reasoning_text.done":
                _items.SayWhole(state, ResponsesTextKind.Thought, content, data.TextOf("text"u8));
                break;
            case "response.function_call_arguments.delta":
                _items.Argue(state, delta);
                break;
            case "response.function_call_arguments.done":
                if (!state.HasArguments)
                {
                    _items.Argue(state, data.TextOf("arguments"u8) ?? default);
                }

                break;
            case "response.custom_tool_call_input.delta":
                _items.ArgueCustom(state, delta);
                break;
            case "response.custom_tool_call_input.done":
                // The end of the text stands in the item.
                break;
            default:
                return false;
        }

        return true;
    }

    private void ReadEnd(JsonElement response, string type)
    {
        Begin(response);
        ResponsesAnswerSource.LoseStrange(response, sink);
        long index = 0;
        foreach (var item in ResponsesAnswerSource.ItemsOf(response))
        {
            _items.Read(item, StateOf(index++, item.TextOf("id"u8)?.ToString()));
        }

        if (type is "response.failed" or "response.cancelled")
        {
            _hasFailed = true;
            sink.Fail(ResponsesFaultReader.ReadFailed(response));
        }
        else if (!_isFinished)
        {
            _isFinished = true;
            _hasFailed = !ResponsesAnswerSource.Finish(response, _items.Calls > 0, sink);
        }
    }

    // Servers that only speak as OpenAI does leave out the one or the other.
    private ResponsesItemState StateOf(JsonElement data)
    {
        var id = data.TextOf("item_id"u8) ?? data.Member("item"u8)?.TextOf("id"u8);
        return StateOf(
            data.Member("output_index"u8) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var index) ? index : null,
            id is { IsEmpty: false } ? id.ToString() : null);
    }

    private ResponsesItemState StateOf(long? index, string? id)
    {
        if (index is null && id is null && _last is not null)
        {
            return _last;
        }

        if ((index is { } place && _byIndex.TryGetValue(place, out var state)) || (id is not null && _byId.TryGetValue(id, out state)))
        {
            return _last = state;
        }

        _last = state = new ResponsesItemState();
        if (index is not null)
        {
            _byIndex[index.Value] = state;
        }

        if (id is not null)
        {
            _byId[id] = state;
        }

        return state;
    }

    private static int IndexOf(JsonElement data, ReadOnlySpan<byte> name) =>
        data.Member(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var index) ? index : 0;
}
