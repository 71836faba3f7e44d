using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>The rules of Responses' events: the frame around the items.</summary>
internal sealed class ResponsesRules : IStreamRules
{
    private readonly List<ResponsesItemRules> _items = [];
    private int _count;
    private string? _id;
    private string? _last;

    public void Read(StreamEvent one, StreamFaults faults)
    {
        if (one.Json is not { ValueKind: JsonValueKind.Object } json || json.Type() is not { } type)
        {
            faults.Add("the data is no JSON object with a type");
            return;
        }

        faults.Require(one.Name == type, $"the event is named {one.Name} and has the type {type}");
        faults.Require(json.CountAt("sequence_number") == _count, $"the sequence_number is {json.CountAt("sequence_number")} and not {_count}");
        _count++;
        faults.Require(!IsEnd(_last), $"{type} comes after {_last}");
        switch (type)
        {
            case "response.created":
                faults.Require(_last is null, "response.created is not the first");
                ReadResponse(json, faults);
                break;
            case "response.queued":
                faults.Require(_last == "response.created", $"response.queued comes after {_last}");
                ReadResponse(json, faults);
                break;
            case "response.in_progress":
                faults.Require(_last is "response.created" or "response.queued", $"response.in_progress comes after {_last}");
                ReadResponse(json, faults);
                break;
            case "response.completed" or "response.incomplete" or "response.failed":
                ReadEnd(type, ReadResponse(json, faults), faults);
                break;
            case "error":
                faults.Add("it is an error");
                break;
            default:
                faults.Require(_last is not (null or "response.created" or "response.queued"), $"{type} comes before response.in_progress");
                ReadItemEvent(type, json, faults);
                break;
        }

        _last = type;
    }

    public void End(StreamFaults faults) => faults.Require(IsEnd(_last), $"the last event is {_last}");

    private static bool IsEnd(string? type) => type is "response.completed" or "response.incomplete" or "response.failed";

    private JsonElement ReadResponse(JsonElement json, StreamFaults faults)
    {
        var response = json.At("response") ?? default;
        faults.Require(response.TextAt("object") == "response", "there is no response object");
        var id = response.TextAt("id");
        _id ??= id;
        faults.Require(!string.IsNullOrEmpty(id) && id == _id, $"the response's id was {_id} and is {id}");
        faults.Require(!string.IsNullOrEmpty(response.TextAt("model")), "the response has no model");
        faults.Require(response.At("output") is { ValueKind: JsonValueKind.Array }, "the response has no output");
        return response;
    }

    private void ReadItemEvent(string type, JsonElement json, StreamFaults faults)
    {
        if (json.CountAt("output_index") is not { } index)
        {
            faults.Add($"{type} has no output_index");
            return;
        }

        if (type == "response.output_item.added")
        {
            faults.Require(index == _items.Count, $"the item's output_index is {index} and not {_items.Count}");
            var added = new ResponsesItemRules(index, json.At("item") ?? default);
            added.Begin(faults);
            _items.Add(added);
            return;
        }

        if (faults.Require(index >= 0 && index < _items.Count, $"{type} is of item {index}, which was not added"))
            _items[(int)index].Read(type, json, faults);
    }

    private void ReadEnd(string type, JsonElement response, StreamFaults faults)
    {
        faults.Require($"response.{response.TextAt("status")}" == type, $"{type} has the status {response.TextAt("status")}");
        faults.Require(type != "response.completed" || response.At("usage") is not null, "the response has no usage");
        faults.Require(type != "response.incomplete" || response.At("incomplete_details").At("reason") is not null, "it does not say why it is incomplete");
        faults.Require(type != "response.failed" || response.At("error") is not null, "it does not say why it failed");
        if (type == "response.failed")
            return;
        foreach (var item in _items.Where(item => item.Done is null))
            faults.Add($"item {item.Index} was not done");
        var output = response.ItemsAt("output").Select(Readable).ToArray();
        var done = _items.Select(item => item.Done is { } value ? Readable(value) : "").ToArray();
        faults.Require(output.Length == done.Length, $"the output has {output.Length} items, and {done.Length} were added");
        foreach (var (index, (first, second)) in output.Zip(done).Index())
            faults.Require(first == second, $"item {index} of the output is not the one that was done: {first} and {second}");
    }

    /// <summary>The item but for its encrypted reasoning, which OpenAI encrypts anew for the last event.</summary>
    private static string Readable(JsonElement item)
    {
        var readable = item.Object();
        if (readable.ContainsKey("encrypted_content"))
            readable["encrypted_content"] = "";
        return CanonicalJson.Of(JsonSerializer.SerializeToElement(readable));
    }
}
