using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>The rules of Chat Completions' chunks.</summary>
internal sealed class ChatRules : IStreamRules
{
    private static readonly string[] Constants = ["id", "model", "created"];

    private readonly SortedDictionary<long, ChatChoiceRules> _choices = [];
    private readonly Dictionary<string, string> _constants = [];
    private bool _hasUsage;
    private bool _isDone;

    public void Read(StreamEvent one, StreamFaults faults)
    {
        faults.Require(!_isDone, "there is more after [DONE]");
        faults.Require(one.Name == StreamEvent.NoName, $"the event has the name {one.Name}");
        if (one.IsDone)
            _isDone = true;
        else if (one.Json is { ValueKind: JsonValueKind.Object } chunk)
            Read(chunk, faults);
        else
            faults.Add("the data is no JSON object");
    }

    public void End(StreamFaults faults)
    {
        faults.Require(_isDone, "there is no [DONE]");
        faults.Require(_choices.Count > 0, "there is no choice");
        faults.Require(_choices.Keys.Index().All(key => key.Index == key.Item), $"the choices are {string.Join(", ", _choices.Keys)}");
        foreach (var choice in _choices.Values)
            choice.End(faults);
    }

    private void Read(JsonElement chunk, StreamFaults faults)
    {
        if (!faults.Require(chunk.At("error") is null, "it is an error"))
            return;
        faults.Require(chunk.TextAt("object") == "chat.completion.chunk", $"the object is {chunk.TextAt("object")}");
        foreach (var field in Constants)
            ReadConstant(chunk, field, faults);
        var hasChoices = faults.Require(chunk.At("choices") is { ValueKind: JsonValueKind.Array }, "there are no choices");
        var choices = hasChoices ? chunk.ItemsAt("choices").ToArray() : [];
        foreach (var choice in choices)
            Read(choice, chunk, faults);
        if (chunk.At("usage") is not null)
            ReadUsage(chunk, choices.Length, faults);
        else if (hasChoices)
            faults.Require(choices.Length > 0, "it has neither a choice nor usage");
    }

    private void ReadConstant(JsonElement chunk, string field, StreamFaults faults)
    {
        var value = chunk.At(field)?.GetRawText();
        if (!faults.Require(value is not null and not "\"\"", $"there is no {field}"))
            return;
        if (!_constants.TryAdd(field, value!))
            faults.Require(_constants[field] == value, $"{field} was {_constants[field]} and is {value}");
    }

    private void Read(JsonElement choice, JsonElement chunk, StreamFaults faults)
    {
        faults.Require(!_hasUsage, "there is a choice after the usage");
        if (choice.CountAt("index") is not { } index)
        {
            faults.Add("the choice has no index");
            return;
        }

        if (!_choices.TryGetValue(index, out var rules))
            _choices[index] = rules = new(index);
        rules.Read(choice, faults);
    }

    private void ReadUsage(JsonElement chunk, int choices, StreamFaults faults)
    {
        faults.Require(!_hasUsage, "there is usage twice");
        faults.Require(choices == 0, "the usage comes with a choice");
        faults.Require(_choices.Values.All(choice => choice.IsFinished), "the usage comes before every choice is finished");
        foreach (var counter in (string[])["prompt_tokens", "completion_tokens", "total_tokens"])
            faults.Require(chunk.At("usage").CountAt(counter) >= 0, $"the usage has no {counter}");
        _hasUsage = true;
    }
}
