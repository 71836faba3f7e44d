using System.Buffers;
using FerroGate.Ai.Conversations;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>
/// The ids of the calls of a request. Gemini's calls have mostly none: they are answered by name, in their order. So each gets one
/// of ours, and keeps it from turn to turn.
/// </summary>
internal sealed class CallIds
{
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> Numbering = SearchValues.Create("0123456789_");

    private readonly List<(string Id, string Name, JsonText Text)> _open = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>The id of the next call.</summary>
    /// <param name="id">The client's; <c>null</c> where it gives none.</param>
    /// <param name="name">The tool.</param>
    public JsonText Next(JsonText? id, JsonText name)
    {
        _count++;
        var text = id is { IsEmpty: false } given ? given : JsonText.Of($"call_{_count}");
        if (!_taken.Add(text.ToString()))
        {
            text = JsonText.Of($"call_{_count}_{text}");
            _taken.Add(text.ToString());
        }

        _open.Add((id is { IsEmpty: false } own ? own.ToString() : "", name.ToString(), text));
        return text;
    }

    /// <summary>The id of the call that a response answers: the one of its id, or else the first of its name that has no answer.</summary>
    public JsonText? Answered(JsonText? id, JsonText name)
    {
        var wanted = id?.ToString() ?? "";
        var called = name.ToString();
        var index = wanted.Length > 0 ? _open.FindIndex(call => call.Id == wanted) : -1;
        index = index >= 0 ? index : _open.FindIndex(call => call.Name == called);
        if (index < 0)
        {
            return null;
        }

        var text = _open[index].Text;
        _open.RemoveAt(index);
        return text;
    }

    /// <summary>An id that we have made, here or for an answer of Gemini, and that Gemini has never seen.</summary>
    /// <param name="id">The id.</param>
    /// <param name="number">Which call of the conversation it is.</param>
    public static bool IsOurs(JsonText id, int number)
    {
        var text = id.ToString();
        if (!text.StartsWith("call_", StringComparison.Ordinal))
        {
            return false;
        }

        // Else the id of an exchange and the number of the call.
        var rest = text.AsSpan("call_".Length);
        return text == $"call_{number}"
            || (rest.Length > 32 && !rest[..32].ContainsAnyExcept(Hex) && !rest[32..].ContainsAnyExcept(Numbering));
    }
}
