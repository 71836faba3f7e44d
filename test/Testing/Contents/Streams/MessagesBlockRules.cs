using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>The rules of one content block of Messages.</summary>
internal sealed class MessagesBlockRules(long index, JsonElement block)
{
    private readonly string _type = block.Type() ?? "";
    private string _input = "";

    public long Index => index;

    public void Begin(StreamFaults faults)
    {
        switch (_type)
        {
            case "text":
                faults.Require(block.TextAt("text") is not null, "the text block begins without a text");
                break;
            case "thinking":
                faults.Require(block.TextAt("thinking") is not null, "the thinking block begins without its text");
                break;
            case "redacted_thinking":
                faults.Require(block.TextAt("data") is not null, "the redacted block has no data");
                break;
            case "tool_use" or "server_tool_use" or "mcp_tool_use":
                faults.Require(!string.IsNullOrEmpty(block.TextAt("id")), $"the {_type} block has no id");
                faults.Require(!string.IsNullOrEmpty(block.TextAt("name")), $"the {_type} block has no name");
                faults.Require(block.At("input") is { ValueKind: JsonValueKind.Object }, $"the {_type} block begins without an input");
                break;
            default:
                faults.Require(IsResult, $"{_type} is no type of block");
                break;
        }
    }

    public void Read(JsonElement delta, StreamFaults faults)
    {
        var fits = delta.Type() switch
        {
            "text_delta" => _type == "text" && delta.TextAt("text") is not null,
            "citations_delta" => _type == "text" && delta.At("citation") is not null,
            "thinking_delta" => _type == "thinking" && delta.TextAt("thinking") is not null,
            "signature_delta" => _type == "thinking" && delta.TextAt("signature") is not null,
            "input_json_delta" => _type.EndsWith("tool_use", StringComparison.Ordinal) && delta.TextAt("partial_json") is not null,
            _ => false,
        };
        faults.Require(fits, $"a {delta.Type()} does not fit a {_type} block");
        _input += delta.TextAt("partial_json");
    }

    public void End(StreamFaults faults) =>
        faults.Require(_input.Length == 0 || CanonicalJson.TryParse(_input) is { ValueKind: JsonValueKind.Object }, $"the input of block {index} is no JSON object: {_input}");

    /// <summary>What a tool of the vendor's answered; it comes whole.</summary>
    private bool IsResult => _type.EndsWith("_tool_result", StringComparison.Ordinal) || _type is "container_upload" or "fallback";
}
