using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>The parts of an item that are told one by one: of its content, or of its reasoning's summary.</summary>
/// <param name="field">The item's field that holds them.</param>
/// <param name="indexField">The events' field that says which part they are of.</param>
internal sealed class ResponsesPartList(string field, string indexField)
{
    private readonly List<Part> _parts = [];

    public void Read(string type, JsonElement json, StreamFaults faults)
    {
        if (json.CountAt(indexField) is not { } index)
        {
            faults.Add($"{type} has no {indexField}");
            return;
        }

        if (type.EndsWith("part.added", StringComparison.Ordinal))
        {
            faults.Require(index == _parts.Count, $"the part's {indexField} is {index} and not {_parts.Count}");
            _parts.Add(new(json.At("part").TextAt("type") ?? ""));
            return;
        }

        if (!faults.Require(index >= 0 && index < _parts.Count, $"{type} is of part {index}, which was not added"))
            return;
        var part = _parts[(int)index];
        faults.Require(part.Done is null, $"{type} comes after part {index} was done");
        if (type.EndsWith("part.done", StringComparison.Ordinal))
        {
            part.Done = json.At("part") ?? default(JsonElement);
            faults.Require(part.Done.Value.Type() == part.Type, $"part {index} was a {part.Type} and is done as {part.Done.Value.Type()}");
            part.Text.End($"text of part {index}", TextOf(part.Done.Value) ?? "", mustBeTold: true, faults);
        }
        else if (faults.Require(Fits(type, part.Type), $"{type} does not fit part {index}, a {part.Type}")
            && !type.EndsWith(".annotation.added", StringComparison.Ordinal))
        {
            part.Text.Read(type, json, TextOf(json), faults);
        }
    }

    /// <summary>The item is done; its parts must have been told, or else may have been left out altogether.</summary>
    public void End(JsonElement done, bool mustBeTold, StreamFaults faults)
    {
        if (!mustBeTold && _parts.Count == 0)
            return;
        var parts = done.ItemsAt(field).Select(CanonicalJson.Of).ToArray();
        faults.Require(parts.Length == _parts.Count, $"the item's {field} has {parts.Length} parts, and {_parts.Count} were told");
        foreach (var (index, (part, told)) in parts.Zip(_parts).Index())
        {
            if (faults.Require(told.Done is not null, $"part {index} of {field} was not done"))
                faults.Require(CanonicalJson.Of(told.Done!.Value) == part, $"part {index} of {field} is not the one that was done");
        }
    }

    private static string? TextOf(JsonElement element) => element.TextAt("text", "refusal");

    private static bool Fits(string type, string part) => part switch
    {
        "output_text" => type.StartsWith("response.output_text.", StringComparison.Ordinal),
        "refusal" => type.StartsWith("response.refusal.", StringComparison.Ordinal),
        "reasoning_text" => type.StartsWith("response.reasoning_text.", StringComparison.Ordinal),
        "summary_text" => type.StartsWith("response.reasoning_summary_text.", StringComparison.Ordinal),
        _ => false,
    };

    private sealed class Part(string type)
    {
        public string Type => type;

        public ResponsesPieces Text { get; } = new();

        public JsonElement? Done { get; set; }
    }
}
