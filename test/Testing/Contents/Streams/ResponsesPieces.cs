using System.Text;
using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Streams;

/// <summary>A text that comes in pieces and then whole: both are the same text.</summary>
internal sealed class ResponsesPieces
{
    private readonly StringBuilder _pieces = new();
    private string? _whole;

    /// <summary>Reads a <c>.delta</c> event, or a <c>.done</c> event with the whole text.</summary>
    public void Read(string type, JsonElement json, string? whole, StreamFaults faults)
    {
        faults.Require(_whole is null, $"{type} comes after the whole text");
        if (type.EndsWith(".delta", StringComparison.Ordinal))
        {
            faults.Require(json.TextAt("delta") is not null, $"{type} has no delta");
            _pieces.Append(json.TextAt("delta"));
            return;
        }

        faults.Require(type.EndsWith(".done", StringComparison.Ordinal), $"{type} is no event of Responses");
        if (faults.Require(whole is not null, $"{type} has no text"))
            faults.Require(_pieces.ToString() == whole, $"{type} says '{whole}', and the pieces '{_pieces}'");
        _whole = whole ?? "";
    }

    /// <summary>What holds the text is done and says what it is; it must have come in events, or else may have come without.</summary>
    public void End(string what, string text, bool mustBeTold, StreamFaults faults)
    {
        if (_whole is null && _pieces.Length == 0 && !mustBeTold)
            return;
        faults.Require(_whole is not null, $"the {what} was not told whole");
        faults.Require(_pieces.ToString() == text, $"the {what} is '{text}', and the pieces are '{_pieces}'");
    }
}
