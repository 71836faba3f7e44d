using System.Buffers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>
/// The ids of the calls of a request. Gemini's calls have mostly none: they are answered by name, in their order. So each gets one
/// of ours, and keeps it from turn to turn.
/// </summary>
internal sealed class CallIds
{
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> Numbering = SearchValues.Create("0123456789_");

    private readonly Dictionary<string, Call> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<Call>> _byName = new(StringComparer.Ordinal);
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

        var call = new Call(text);
        if (id is { IsEmpty: false } own)
        {
            _byId[own.ToString()] = call;
        }

        if (!_byName.TryGetValue(name.ToString(), out var calls))
        {
            _byName[name.ToString()] = calls = new Queue<Call>();
        }

        calls.Enqueue(call);
        return text;
    }

    /// <summary>The id of the call that a response answers: the one of its id, or else the first of its name that has no answer.</summary>
    public JsonText? Answered(JsonText? id, JsonText name)
    {
        if (id is { IsEmpty: false } wanted && _byId.Remove(wanted.ToString(), out var named))
        {
            named.IsAnswered = true;
            return named.Id;
        }

        while (_byName.GetValueOrDefault(name.ToString()) is { } calls && calls.TryDequeue(out var next))
        {
            if (!next.IsAnswered)
            {
                next.IsAnswered = true;
                return next.Id;
            }
        }

        return null;
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

    private sealed class Call(JsonText id)
    {
        public JsonText Id => id;

        public bool IsAnswered { get; set; }
    }
}
