using System.Text.Json;
using FerroGate.Testing.Contents.Streams;

namespace FerroGate.Testing.Contents;

/// <summary>Says what a strict client would not understand in a stream: its order, its counting, and what must match what.</summary>
public static class StreamGrammar
{
    /// <summary>Every fault of a stream that should be complete, in words for a failed test; none where it is well-formed.</summary>
    public static IReadOnlyList<string> FaultsOf(Protocol protocol, byte[] bytes)
    {
        IReadOnlyList<StreamEvent> events;
        try
        {
            events = StreamEvents.Read(bytes);
        }
        catch (JsonException exception)
        {
            return [$"the array is no JSON: {exception.Message}"];
        }

        var isArray = StreamEvents.IsArray(bytes);
        var ends = isArray || StreamEvents.EndsWithItsLastEvent(bytes);
        return
        [
            .. ends ? Array.Empty<string>() : ["the stream ends inside an event"],
            .. isArray && protocol != Protocol.Gemini ? ["it is an array and no stream"] : Array.Empty<string>(),
            .. FaultsOf(protocol, events),
        ];
    }

    /// <inheritdoc cref="FaultsOf(Protocol, byte[])"/>
    public static IReadOnlyList<string> FaultsOf(Protocol protocol, IEnumerable<StreamEvent> events)
    {
        IStreamRules rules = protocol switch
        {
            Protocol.Chat => new ChatRules(),
            Protocol.Responses => new ResponsesRules(),
            Protocol.Messages => new MessagesRules(),
            _ => new GeminiRules(),
        };
        var faults = new StreamFaults();
        foreach (var one in events)
        {
            faults.Next();
            rules.Read(one, faults);
        }

        faults.End();
        rules.End(faults);
        return faults.All;
    }
}
