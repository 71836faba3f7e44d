using System.Text.Json;
using System.Text.Json.Nodes;

namespace FerroGate.Ai.Tests.Dialects.AnthropicMessages.Translation;

/// <summary>Puts a streamed message together as the official SDKs do, and fails where the stream breaks the grammar.</summary>
internal sealed class AssembledMessage
{
    private readonly JsonArray _content = [];
    private JsonObject? _message;
    private int _open = -1;
    private string _input = "";
    private bool _hasEnded;

    public string? Error { get; private set; }

    public string StopReason => (string)_message!["stop_reason"]!;

    public string Content => _content.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public JsonObject Usage => _message!["usage"]!.AsObject();

    public static AssembledMessage Of(IEnumerable<string> events)
    {
        var message = new AssembledMessage();
        foreach (var data in events)
            message.Take(JsonNode.Parse(data)!.AsObject());
        Assert.True(message._hasEnded, "The stream does not end.");
        return message;
    }

    private void Take(JsonObject data)
    {
        Assert.False(_hasEnded, "Something comes behind the end.");
        switch ((string)data["type"]!)
        {
            case "message_start":
                Assert.Null(_message);
                _message = data["message"]!.AsObject();
                Assert.Empty(_message["content"]!.AsArray());
                Assert.StartsWith("msg_", (string)_message["id"]!);
                break;
            case "content_block_start":
                Assert.NotNull(_message);
                Assert.Equal(-1, _open);
                _open = (int)data["index"]!;
                Assert.Equal(_content.Count, _open);
                _content.Add(data["content_block"]!.DeepClone());
                _input = "";
                break;
            case "content_block_delta":
                Assert.Equal(_open, (int)data["index"]!);
                Go(_content[_open]!.AsObject(), data["delta"]!.AsObject());
                break;
            case "content_block_stop":
                Assert.Equal(_open, (int)data["index"]!);
                if (_input.Length > 0)
                    _content[_open]!["input"] = JsonNode.Parse(_input);
                _open = -1;
                break;
            case "message_delta":
                Assert.Equal(-1, _open);
                _message!["stop_reason"] = data["delta"]!["stop_reason"]?.DeepClone();
                _message["stop_sequence"] = data["delta"]!["stop_sequence"]?.DeepClone();
                _message["usage"] = data["usage"]!.DeepClone();
                break;
            case "message_stop":
                _hasEnded = true;
                break;
            case "error":
                (_hasEnded, Error) = (true, (string)data["error"]!["type"]!);
                break;
            default:
                Assert.Fail($"An unknown event: {data}");
                break;
        }
    }

    private void Go(JsonObject block, JsonObject delta)
    {
        switch (((string)block["type"]!, (string)delta["type"]!))
        {
            case ("text", "text_delta"):
                block["text"] = (string)block["text"]! + (string)delta["text"]!;
                break;
            case ("text", "citations_delta"):
                if (block["citations"] is null)
                    block["citations"] = new JsonArray();
                block["citations"]!.AsArray().Add(delta["citation"]!.DeepClone());
                break;
            case ("thinking", "thinking_delta"):
                block["thinking"] = (string)block["thinking"]! + (string)delta["thinking"]!;
                break;
            case ("thinking", "signature_delta"):
                block["signature"] = (string)delta["signature"]!;
                break;
            case ("tool_use", "input_json_delta"):
                _input += (string)delta["partial_json"]!;
                break;
            default:
                Assert.Fail($"{delta} does not belong to {block}");
                break;
        }
    }
}
