using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>The rules of one choice among the chunks.</summary>
internal sealed class ChatChoiceRules(long index)
{
    private static readonly string[] Reasons = ["stop", "length", "tool_calls", "content_filter", "function_call"];

    private readonly List<(string Name, string Arguments)> _calls = [];
    private bool _hasBegun;
    private string? _reason;

    public bool IsFinished => _reason is not null;

    public void Read(JsonElement choice, StreamFaults faults)
    {
        faults.Require(!IsFinished, $"choice {index} goes on after its finish_reason");
        if (!faults.Require(choice.At("delta") is { ValueKind: JsonValueKind.Object }, $"choice {index} has no delta"))
            return;
        var delta = choice.GetProperty("delta");
        if (!_hasBegun)
            faults.Require(delta.TextAt("role") == "assistant", $"choice {index} begins without its role");
        else
            faults.Require(delta.At("role") is null, $"choice {index} has its role again, which clients join to the first");
        _hasBegun = true;
        foreach (var field in (string[])["content", "refusal", "reasoning_content"])
            faults.Require(delta.At(field) is null or { ValueKind: JsonValueKind.String }, $"choice {index}: {field} is no string");
        foreach (var call in delta.ItemsAt("tool_calls"))
            ReadCall(call, faults);
        if (choice.TextAt("finish_reason") is { } reason)
            Finish(reason, faults);
    }

    public void End(StreamFaults faults) => faults.Require(IsFinished, $"choice {index} has no finish_reason");

    private void ReadCall(JsonElement call, StreamFaults faults)
    {
        if (!faults.Require(call.CountAt("index") is { } number && number >= 0 && number <= _calls.Count, $"choice {index}: the call's index is not the next"))
            return;
        var at = (int)call.CountAt("index")!.Value;
        var (name, arguments) = (call.At("function").TextAt("name"), call.At("function").TextAt("arguments") ?? "");
        if (at == _calls.Count)
        {
            faults.Require(!string.IsNullOrEmpty(call.TextAt("id")), $"choice {index}: call {at} begins without an id");
            faults.Require(!string.IsNullOrEmpty(name), $"choice {index}: call {at} begins without a name");
            faults.Require(call.Type() == "function", $"choice {index}: call {at} begins without its type");
            _calls.Add((name ?? "", arguments));
            return;
        }

        faults.Require(string.IsNullOrEmpty(call.TextAt("id")), $"choice {index}: call {at} has its id again");
        faults.Require(string.IsNullOrEmpty(name), $"choice {index}: call {at} has its name again");
        _calls[at] = (_calls[at].Name, _calls[at].Arguments + arguments);
    }

    private void Finish(string reason, StreamFaults faults)
    {
        _reason = reason;
        faults.Require(Reasons.Contains(reason), $"choice {index}: {reason} is no finish_reason");
        faults.Require(reason != "tool_calls" || _calls.Count > 0, $"choice {index} finishes for calls that are not there");
        // The others may have been cut.
        if (reason is not ("tool_calls" or "stop"))
            return;
        foreach (var (name, arguments) in _calls)
            faults.Require(arguments.Length == 0 || CanonicalJson.TryParse(arguments) is not null, $"choice {index}: the arguments of {name} are no JSON: {arguments}");
    }
}
