using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>The rules of one output item of Responses: what was told piece by piece is what is told at its end.</summary>
internal sealed class ResponsesItemRules(long index, JsonElement item)
{
    /// <summary>The items whose text comes in pieces of its own, and which field of the item holds all of it.</summary>
    private static readonly Dictionary<string, (string Event, string Field)> Whole = new()
    {
        ["function_call"] = ("response.function_call_arguments", "arguments"),
        ["mcp_call"] = ("response.mcp_call_arguments", "arguments"),
        ["custom_tool_call"] = ("response.custom_tool_call_input", "input"),
        ["code_interpreter_call"] = ("response.code_interpreter_call_code", "code"),
    };

    private readonly string _type = item.Type() ?? "";
    private readonly ResponsesPartList _content = new("content", "content_index");
    private readonly ResponsesPartList _summary = new("summary", "summary_index");
    private readonly ResponsesPieces _whole = new();

    public long Index => index;

    /// <summary>The item as it was when it was done, or <c>null</c>.</summary>
    public JsonElement? Done { get; private set; }

    public void Begin(StreamFaults faults)
    {
        faults.Require(_type.Length > 0, $"item {index} has no type");
        faults.Require(!string.IsNullOrEmpty(item.TextAt("id")), $"item {index} has no id");
        if (_type == "message")
            faults.Require(item.TextAt("role") == "assistant" && !item.ItemsAt("content").Any(), $"item {index} does not begin as an empty message");
        if (_type == "function_call")
            faults.Require(!string.IsNullOrEmpty(item.TextAt("call_id")) && !string.IsNullOrEmpty(item.TextAt("name")), $"item {index} begins without call_id or name");
    }

    public void Read(string type, JsonElement json, StreamFaults faults)
    {
        faults.Require(Done is null, $"{type} comes after item {index} was done");
        if (type == "response.output_item.done")
        {
            ReadDone(json.At("item") ?? default, faults);
            return;
        }

        faults.Require(json.TextAt("item_id") == item.TextAt("id"), $"{type} is of the id {json.TextAt("item_id")}, and item {index} has {item.TextAt("id")}");
        if (Whole.TryGetValue(_type, out var whole) && type.StartsWith(whole.Event + ".", StringComparison.Ordinal))
            _whole.Read(type, json, json.TextAt(whole.Field), faults);
        else if (type.StartsWith("response.reasoning_summary_", StringComparison.Ordinal))
            ReadPart(_summary, type, json, _type == "reasoning", faults);
        else if (IsOfContent(type))
            ReadPart(_content, type, json, _type is "message" or "reasoning", faults);
        else
            faults.Require(IsOfVendorsTool(type), $"{type} does not fit item {index}, a {_type}");
    }

    private void ReadPart(ResponsesPartList parts, string type, JsonElement json, bool fits, StreamFaults faults)
    {
        if (faults.Require(fits, $"{type} does not fit item {index}, a {_type}"))
            parts.Read(type, json, faults);
    }

    private static bool IsOfContent(string type) =>
        type.StartsWith("response.content_part.", StringComparison.Ordinal)
        || type.StartsWith("response.output_text.", StringComparison.Ordinal)
        || type.StartsWith("response.refusal.", StringComparison.Ordinal)
        || type.StartsWith("response.reasoning_text.", StringComparison.Ordinal);

    private bool IsOfVendorsTool(string type) =>
        (_type.EndsWith("_call", StringComparison.Ordinal) || _type == "mcp_list_tools")
        && type.StartsWith($"response.{_type}.", StringComparison.Ordinal);

    private void ReadDone(JsonElement done, StreamFaults faults)
    {
        Done = done;
        faults.Require(done.Type() == _type, $"item {index} was a {_type} and is done as {done.Type()}");
        faults.Require(done.TextAt("id") == item.TextAt("id"), $"item {index} was {item.TextAt("id")} and is done as {done.TextAt("id")}");
        faults.Require(done.TextAt("status") != "in_progress", $"item {index} is done and in progress");
        foreach (var field in (string[])["call_id", "name", "role"])
            faults.Require(done.TextAt(field) == item.TextAt(field), $"item {index}: {field} was {item.TextAt(field)} and is {done.TextAt(field)}");
        _content.End(done, mustBeTold: _type == "message", faults);
        _summary.End(done, mustBeTold: true, faults);
        if (Whole.TryGetValue(_type, out var whole))
            _whole.End($"{whole.Field} of item {index}", done.TextAt(whole.Field) ?? "", mustBeTold: _type is "function_call" or "custom_tool_call", faults);
    }
}
