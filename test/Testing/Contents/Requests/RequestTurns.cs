using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Requests;

/// <summary>Gathers parts into turns: neighbours of one role become one, and results find their calls.</summary>
internal sealed class RequestTurns
{
    private readonly List<(TurnRole Role, List<RequestPart> Parts)> _turns = [];
    private readonly List<ToolCallPart> _calls = [];
    private readonly HashSet<int> _answered = [];

    public IReadOnlyList<RequestTurn> All => [.. _turns.Select(turn => new RequestTurn(turn.Role, turn.Parts))];

    public void Add(TurnRole role, RequestPart part)
    {
        if (part is TextPart { Text: "" })
            return;
        if (_turns is not [.., var last] || last.Role != role)
            _turns.Add((role, [part]));
        else
            last.Parts.Add(part);
    }

    /// <summary>Adds a call with its arguments in canonical JSON.</summary>
    public void AddCall(string? name, string arguments, string? id)
    {
        var call = new ToolCallPart(name ?? "", arguments, id, _calls.Count);
        _calls.Add(call);
        Add(TurnRole.Assistant, call);
    }

    /// <summary>Adds a result, whose texts stand on lines of their own where a protocol takes only one, to the call of that id or, where there is no id, to the first call of that name without a result.</summary>
    public void AddResult(string? id, string? name, IEnumerable<string> texts, bool? isError, IEnumerable<MediaPart> media)
    {
        var call = id is not null
            ? _calls.LastOrDefault(call => call.Id == id)
            : _calls.FirstOrDefault(call => call.Name == name && !_answered.Contains(call.Position));
        if (call is not null)
            _answered.Add(call.Position);
        Add(TurnRole.Tool, new ToolResultPart(name ?? call?.Name, id, call?.Position ?? -1, CanonicalResult(string.Join('\n', texts.Where(text => text.Length > 0))), isError, [.. media]));
    }

    // Where a result must be an object, it is one with a single field of a usual name; elsewhere that object may stand as text.
    private static string CanonicalResult(string text)
    {
        if (text.TrimStart() is not ['{' or '[', ..] || CanonicalJson.TryParse(text) is not { } json)
            return text;
        return json.ValueKind == JsonValueKind.Object && json.EnumerateObject().ToList() is [{ Name: "result" or "output" or "return_value" } only]
            ? only.Value.ValueKind == JsonValueKind.String ? only.Value.GetString()! : CanonicalJson.Of(only.Value)
            : CanonicalJson.Of(json);
    }
}
