using System.Text.Json;
using FerroGate.Ai.Conversations;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>
/// The tool calls of one choice. In a stream each piece names its call by an index; there are providers that leave it out, and some
/// that give the same to all: then an id or a name that is new begins a new call.
/// </summary>
internal sealed class ChatCalls(IAnswerSink sink, int candidate)
{
    private readonly Dictionary<int, (int Call, string Id)> _byIndex = [];
    private int _count;

    public void Read(JsonElement piece)
    {
        var function = piece.Member("function"u8) ?? piece.Member("custom"u8) ?? default;
        var id = piece.TextOf("id"u8) ?? default;
        var seal = piece.Member("extra_content"u8)?.Member("google"u8)?.TextOf("thought_signature"u8) is { } signature
            ? new Seal(SealOrigin.Gemini, signature)
            : null;
        var index = piece.Member("index"u8) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value
            : id.IsEmpty && _count > 0 ? _count - 1
            : _count;
        Read(index, id, function, seal);
    }

    /// <summary>The one call of the time before there were several.</summary>
    public void ReadFunction(JsonElement function) => Read(0, default, function, seal: null);

    private void Read(int index, JsonText id, JsonElement function, Seal? seal)
    {
        var isKnown = _byIndex.TryGetValue(index, out var known);
        if (!isKnown || (!id.IsEmpty && known.Id.Length > 0 && !id.Is(known.Id)))
        {
            known = (_count++, id.ToString());
            _byIndex[index] = known;
            sink.Call(candidate, known.Call, id, function.TextOf("name"u8) ?? default, seal);
        }

        if ((function.TextOf("arguments"u8) ?? function.TextOf("input"u8)) is { IsEmpty: false } arguments)
        {
            sink.Arguments(candidate, known.Call, arguments);
        }
    }
}
