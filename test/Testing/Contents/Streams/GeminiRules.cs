using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>The rules of the responses that a Gemini stream is made of.</summary>
internal sealed class GeminiRules : IStreamRules
{
    private static readonly string[] Constants = ["responseId", "modelVersion"];

    private static readonly string[] Data =
    [
        "text", "inlineData", "functionCall", "functionResponse", "fileData", "executableCode", "codeExecutionResult", "toolCall", "toolResponse",
    ];

    private readonly Dictionary<string, string> _constants = [];
    private readonly SortedDictionary<long, bool> _isFinished = [];
    private bool _isBlocked;
    private bool _lastHasUsage;

    public void Read(StreamEvent one, StreamFaults faults)
    {
        faults.Require(one.Name == StreamEvent.NoName, $"the event has the name {one.Name}");
        _lastHasUsage = false;
        if (one.Json is { ValueKind: JsonValueKind.Object } response)
            Read(response, faults);
        else
            faults.Add("the data is no JSON object");
    }

    public void End(StreamFaults faults)
    {
        faults.Require(_isBlocked || _isFinished.Count > 0, "there is no candidate");
        faults.Require(_isFinished.Keys.Index().All(key => key.Index == key.Item), $"the candidates are {string.Join(", ", _isFinished.Keys)}");
        foreach (var (index, _) in _isFinished.Where(candidate => !candidate.Value))
            faults.Add($"candidate {index} has no finishReason");
        faults.Require(_lastHasUsage, "the last event has no usageMetadata");
    }

    private void Read(JsonElement response, StreamFaults faults)
    {
        if (!faults.Require(response.At("error") is null, "it is an error"))
            return;
        faults.Require(!_isBlocked, "it goes on after the prompt was blocked");
        faults.Require(_isFinished.Count == 0 || _isFinished.ContainsValue(false), "it goes on after every candidate is finished");
        foreach (var field in Constants)
            ReadConstant(response, field, faults);
        foreach (var candidate in response.ItemsAt("candidates"))
            ReadCandidate(candidate, faults);
        _isBlocked |= response.At("promptFeedback").At("blockReason") is not null;
        faults.Require(_isBlocked || response.At("candidates") is not null || response.At("usageMetadata") is not null, "it is no GenerateContentResponse");
        if (response.At("usageMetadata") is not { } usage)
            return;
        _lastHasUsage = true;
        faults.Require(usage.CountAt("totalTokenCount") >= 0, "the usage has no totalTokenCount");
    }

    private void ReadConstant(JsonElement response, string field, StreamFaults faults)
    {
        var value = response.TextAt(field);
        if (!faults.Require(!string.IsNullOrEmpty(value), $"there is no {field}"))
            return;
        if (!_constants.TryAdd(field, value!))
            faults.Require(_constants[field] == value, $"{field} was {_constants[field]} and is {value}");
    }

    private void ReadCandidate(JsonElement candidate, StreamFaults faults)
    {
        var index = candidate.CountAt("index") ?? 0;
        faults.Require(!_isFinished.GetValueOrDefault(index), $"candidate {index} goes on after its finishReason");
        var isFinished = candidate.At("finishReason") is not null;
        _isFinished[index] = isFinished;
        if (candidate.At("content") is not { } content)
        {
            faults.Require(isFinished, $"candidate {index} has neither content nor finishReason");
            return;
        }

        faults.Require(content.TextAt("role") == "model", $"candidate {index} is not the model's");
        faults.Require(isFinished || content.ItemsAt("parts").Any(), $"candidate {index} has no parts");
        foreach (var part in content.ItemsAt("parts"))
            ReadPart(part, faults);
    }

    private static void ReadPart(JsonElement part, StreamFaults faults)
    {
        var data = part.EnumerateObject().Select(field => field.Name).Intersect(Data).ToArray();
        faults.Require(data.Length == 1, $"a part has {data.Length} kinds of data");
        if (part.At("functionCall") is { } call)
            faults.Require(!string.IsNullOrEmpty(call.TextAt("name")) && call.At("args") is null or { ValueKind: JsonValueKind.Object }, "a call has no name or no args");
    }
}
