using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using FerroGate.Ai.Conversations;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>
/// The ids of the tool calls of one conversation, in its order. The protocol allows <c>^[a-zA-Z0-9_-]+$</c> and wants one for every
/// call; results without one are matched by the name of the tool, in order.
/// </summary>
internal sealed class CallIds
{
    private static readonly SearchValues<byte> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"u8);

    private readonly List<(string Name, JsonText Id)> _open = [];
    private int _calls;

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
        _calls++;
        var id = call.Id.IsEmpty ? JsonText.Of("call_" + _calls.ToString(CultureInfo.InvariantCulture)) : Allow(call.Id);
        _open.Add((call.Name.ToString(), id));
        return id;
    }

    /// <exception cref="InvalidConversationException">It answers no call.</exception>
    public JsonText OfResult(ToolResultPart result)
    {
        if (!result.CallId.IsEmpty)
        {
            var id = Allow(result.CallId);
            _open.RemoveAll(call => call.Id.Is(id.ToString()));
            return id;
        }

        var name = result.Name?.ToString();
        var index = _open.FindIndex(call => name is null || call.Name == name);
        if (index < 0)
        {
            throw new InvalidConversationException(result.Path, "The result of a tool answers no call.");
        }

        var found = _open[index].Id;
        _open.RemoveAt(index);
        return found;
    }
}
