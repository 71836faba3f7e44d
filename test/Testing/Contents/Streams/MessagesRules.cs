using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>The rules of Messages' events.</summary>
internal sealed class MessagesRules : IStreamRules
{
    private readonly List<string> _types = [];
    private MessagesBlockRules? _open;
    private State _state;

    private enum State
    {
        Before,
        Content,
        Finished,
        Stopped,
    }

    public void Read(StreamEvent one, StreamFaults faults)
    {
        if (one.Json is not { ValueKind: JsonValueKind.Object } json || json.Type() is not { } type)
        {
            faults.Add("the data is no JSON object with a type");
            return;
        }

        faults.Require(one.Name == type, $"the event is named {one.Name} and has the type {type}");
        switch (type)
        {
            case "ping":
                faults.Require(_state != State.Stopped, "there is a ping after message_stop");
                break;
            case "message_start":
                Expect(State.Before, type, faults);
                _state = State.Content;
                ReadStart(json, faults);
                break;
            case "content_block_start":
                Expect(State.Content, type, faults);
                ReadBlockStart(json, faults);
                break;
            case "content_block_delta":
                Expect(State.Content, type, faults);
                if (IsOfTheOpenBlock(json, type, faults))
                    _open!.Read(json.At("delta") ?? default, faults);
                break;
            case "content_block_stop":
                Expect(State.Content, type, faults);
                if (IsOfTheOpenBlock(json, type, faults))
                    _open!.End(faults);
                _open = null;
                break;
            case "message_delta":
                Expect(State.Content, type, faults);
                _state = State.Finished;
                ReadFinish(json, faults);
                break;
            case "message_stop":
                Expect(State.Finished, type, faults);
                _state = State.Stopped;
                break;
            default:
                faults.Add(type == "error" ? "it is an error" : $"{type} is no event of Messages");
                break;
        }
    }

    public void End(StreamFaults faults) => faults.Require(_state == State.Stopped, "there is no message_stop");

    private void Expect(State state, string type, StreamFaults faults) =>
        faults.Require(_state == state, $"{type} comes where the stream is {_state}");

    private static void ReadStart(JsonElement json, StreamFaults faults)
    {
        var message = json.At("message") ?? default;
        faults.Require(message.Type() == "message", "the message has not the type message");
        faults.Require(message.TextAt("role") == "assistant", "the message is not the assistant's");
        faults.Require(!string.IsNullOrEmpty(message.TextAt("id")), "the message has no id");
        faults.Require(!string.IsNullOrEmpty(message.TextAt("model")), "the message has no model");
        faults.Require(message.At("content") is { ValueKind: JsonValueKind.Array } content && content.GetArrayLength() == 0, "the message does not begin empty");
        faults.Require(message.At("stop_reason") is null, "the message begins with a stop_reason");
        foreach (var counter in (string[])["input_tokens", "output_tokens"])
            faults.Require(message.At("usage").CountAt(counter) >= 0, $"the message has no {counter}");
    }

    private void ReadBlockStart(JsonElement json, StreamFaults faults)
    {
        faults.Require(_open is null, $"a block begins while block {_open?.Index} is open");
        faults.Require(json.CountAt("index") == _types.Count, $"the block's index is {json.CountAt("index")} and not {_types.Count}");
        var block = json.At("content_block") ?? default;
        _open = new(json.CountAt("index") ?? _types.Count, block);
        _types.Add(block.Type() ?? "");
        _open.Begin(faults);
    }

    private bool IsOfTheOpenBlock(JsonElement json, string type, StreamFaults faults) =>
        faults.Require(_open is not null && json.CountAt("index") == _open.Index, $"{type} is of block {json.CountAt("index")}, and open is {_open?.Index}");

    private void ReadFinish(JsonElement json, StreamFaults faults)
    {
        faults.Require(_open is null, $"the message ends while block {_open?.Index} is open");
        var reason = json.At("delta").TextAt("stop_reason");
        faults.Require(!string.IsNullOrEmpty(reason), "message_delta has no stop_reason");
        faults.Require(json.At("usage").CountAt("output_tokens") >= 0, "message_delta has no output_tokens");
        faults.Require(reason != "tool_use" || _types.Contains("tool_use"), "it stops for tools that are not there");
    }
}
