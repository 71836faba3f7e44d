using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>
/// The tool calls of one choice. In a whole message each item is a call. In a stream each piece names its call by an index; there are
/// providers that leave it out, and some that give the same to all: then an id or a name that is new begins a new call, and so does a
/// name behind arguments that are whole.
/// </summary>
internal sealed class ChatCalls(IAnswerSink sink, int candidate, bool isWhole)
{
    private readonly Dictionary<int, Known> _byIndex = [];
    private readonly Dictionary<string, Known> _byId = new(StringComparer.Ordinal);
    private Known? _last;
    private int _count;

    public void Read(JsonElement piece)
    {
        var function = piece.Member("function"u8) ?? piece.Member("custom"u8) ?? default;
        var seal = piece.Member("extra_content"u8)?.Member("google"u8)?.TextOf("thought_signature"u8) is { } signature
            ? new Seal(SealOrigin.Gemini, signature)
            : null;
        int? index = piece.Member("index"u8) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;
        Read(index, piece.TextOf("id"u8) ?? default, function, seal);
    }

    /// <summary>The one call of the time before there were several.</summary>
    public void ReadFunction(JsonElement function) => Read(0, default, function, seal: null);

    private void Read(int? index, JsonText id, JsonElement function, Seal? seal)
    {
        var name = function.TextOf("name"u8) ?? default;
        var known = isWhole ? null : Find(index, id);
        if (known is null || known.IsBefore(id, name))
        {
            known = Begin(index, id, name);
            sink.Call(candidate, known.Call, id, name, seal);
        }

        _last = known;
        if ((function.TextOf("arguments"u8) ?? function.TextOf("input"u8)) is { IsEmpty: false } arguments)
        {
            known.Arguments.Write(arguments.Escaped);
            sink.Arguments(candidate, known.Call, arguments);
        }
    }

    private Known? Find(int? index, JsonText id) =>
        index is { } place ? _byIndex.GetValueOrDefault(place)
        : id.IsEmpty ? _last
        : _byId.GetValueOrDefault(id.ToString());

    private Known Begin(int? index, JsonText id, JsonText name)
    {
        var known = new Known(_count++, id.ToString(), name.ToString());
        if (index is { } place)
        {
            _byIndex[place] = known;
        }

        if (known.Id.Length > 0)
        {
            _byId[known.Id] = known;
        }

        return known;
    }

    /// <summary>A call that has begun.</summary>
    private sealed record Known(int Call, string Id, string Name)
    {
        public ArrayBufferWriter<byte> Arguments { get; } = new();

        /// <summary>A piece with this id and this name belongs to a call behind this one.</summary>
        public bool IsBefore(JsonText id, JsonText name) =>
            !id.IsEmpty && Id.Length > 0 ? !id.Is(Id)
            : !name.IsEmpty && ((Name.Length > 0 && !name.Is(Name)) || JsonWhole.IsWhole(JsonText.OfEscaped(Arguments.WrittenSpan)));
    }
}
