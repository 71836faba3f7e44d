using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>
/// The ids of the tool calls of one conversation, in its order. The protocol allows <c>^[a-zA-Z0-9_-]+$</c> and wants one for every
/// call; results without one are matched by the name of the tool, in order.
/// </summary>
internal sealed class CallIds
{
    private static readonly SearchValues<byte> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"u8);

    // Calls that are answered are passed over where they stand: to take them out would make many calls cost many times many.
    private readonly Queue<Call> _calls = [];
    private readonly Dictionary<string, Queue<Call>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<Call>> _byId = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>An id as it is where it is allowed, else one that is always made of it the same way.</summary>
    public static JsonText Allow(JsonText id)
    {
        if (!id.Escaped.ContainsAnyExcept(Allowed))
        {
            return id;
        }

        // Another spelling of the same letters is the same id.
        var decoded = id.Decoded();
        return decoded.AsSpan().ContainsAnyExcept(Allowed)
            ? JsonText.Of("toolu_" + Convert.ToHexStringLower(SHA256.HashData(decoded).AsSpan(0, 16)))
            : JsonText.OfEscaped(decoded);
    }

    public JsonText OfCall(ToolCallPart call)
    {
        _count++;
        var id = call.Id.IsEmpty ? JsonText.Of("call_" + _count.ToString(CultureInfo.InvariantCulture)) : Allow(call.Id);
        var open = new Call(id);
        _calls.Enqueue(open);
        Of(_byName, call.Name.ToString()).Enqueue(open);
        Of(_byId, id.ToString()).Enqueue(open);
        return id;
    }

    /// <exception cref="InvalidConversationException">It answers no call.</exception>
    public JsonText OfResult(ToolResultPart result)
    {
        if (!result.CallId.IsEmpty)
        {
            var id = Allow(result.CallId);
            while (FirstOpen(Of(_byId, id.ToString())) is { } answered)
            {
                answered.IsAnswered = true;
            }

            return id;
        }

        var found = FirstOpen(result.Name is { } name ? Of(_byName, name.ToString()) : _calls)
            ?? throw new InvalidConversationException(result.Path, "The result of a tool answers no call.");
        found.IsAnswered = true;
        return found.Id;
    }

    private static Queue<Call> Of(Dictionary<string, Queue<Call>> calls, string key)
    {
        if (!calls.TryGetValue(key, out var found))
        {
            calls[key] = found = new Queue<Call>();
        }

        return found;
    }

    private static Call? FirstOpen(Queue<Call> calls)
    {
        while (calls.TryDequeue(out var call))
        {
            if (!call.IsAnswered)
            {
                return call;
            }
        }

        return null;
    }

    private sealed class Call(JsonText id)
    {
        public JsonText Id => id;

        public bool IsAnswered { get; set; }
    }
}
