using FerroGate.Testing.Contents;
using FerroGate.Testing.Contents.Streams;
using FerroGate.Testing.Recorded;

namespace FerroGate.Ai.Tests.Contents;

/// <summary>The grammar of streams knows every real one, and no mutilated one.</summary>
public sealed class StreamGrammarTests(ITestOutputHelper output)
{
    /// <summary>The recorded streams that a strict client would not take, and why they are as they are.</summary>
    private static readonly Dictionary<string, string> Deviations = new()
    {
        ["azure_chat_stream-basic_3"] = PromptFilter,
        ["azure_chat_stream-parallel-tool-calls_1"] = PromptFilter,
        ["azure_chat_stream-parallel-tool-calls_2"] = PromptFilter,
        ["azure_chat_stream-reasoning_1"] = PromptFilter,
        ["azure_chat_stream-tool-result_1"] = PromptFilter,
        ["deepseek_chat_stream-parallel-tool-calls_1"] = UsageWithChoice,
        ["deepseek_chat_stream-tool-call_1"] = UsageWithChoice,
        ["deepseek_chat_stream-tool-result_1"] = UsageWithChoice,
        ["groq_chat_stream-cache-hit_1"] = UsageWithChoice,
        ["groq_chat_stream-parallel-tool-calls_1"] = UsageWithChoice,
        ["groq_chat_stream-reasoning_1"] = "a compound system of Groq writes a new id into every chunk",
        ["groq_chat_stream-stream-error_2"] = "it ends with an error",
        ["huggingface_chat_stream-vision_1"] = "every chunk says the role",
        ["mistral_chat_stream-cache-hit_1"] = "Mistral writes reasoning as parts of the content",
        ["mistral_chat_stream-tool-call_1"] = UsageWithChoice,
        ["mistral_chat_stream-vision_1"] = UsageWithChoice,
        ["ollama_chat_stream-tool-result_1"] = "every chunk says the role, and its own time",
        ["openai_chat_stream-audio-out_1"] = "chunks of audio have no choices, and one comes after the usage",
        ["openrouter_chat_stream-parallel-tool-calls_1"] = UsageWithChoice,
        ["openrouter_chat_stream-tool-result_1"] = UsageWithChoice,
        ["openrouter_chat_stream-web-search_1"] = UsageWithChoice,
        ["perplexity_chat_stream-citations_1"] = "Perplexity writes usage into every chunk",
        ["xai_chat_stream-cache-hit_1"] = Clock,
        ["xai_chat_stream-tool-call_2"] = Clock,
        ["xai_chat_stream-tool-call_3"] = Clock,
        ["xai_chat_stream-tool-call_4"] = Clock,
        ["xai_chat_stream-tool-result_2"] = Clock,
    };

    private const string PromptFilter = "Azure's first chunk has the prompt's filter results and neither id nor model";
    private const string UsageWithChoice = "the usage comes with the last choice, and with some again after it";
    private const string Clock = "created is the time of each chunk";

    public static TheoryData<Protocol> All => [.. Enum.GetValues<Protocol>()];

    [Fact]
    public void Every_recorded_stream_is_well_formed_but_those_that_are_known_not_to_be()
    {
        var faulty = Streams().ToDictionary(stream => stream.Exchange.Name, stream => StreamGrammar.FaultsOf(stream.Protocol, stream.Exchange.ResponseBytes));

        output.WriteLine($"{faulty.Count} streams, {Deviations.Count} of them known to deviate");
        foreach (var (name, faults) in faulty)
            Assert.True(faults.Count > 0 == Deviations.ContainsKey(name), $"{name}: {faults.Count} faults: {string.Join("; ", faults.Take(5))}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_stream_may_lose_or_repeat_or_swap_an_event_that_something_hangs_on(Protocol protocol)
    {
        var count = 0;
        foreach (var exchange in WellFormed(protocol))
        {
            var events = StreamEvents.Read(exchange.ResponseBytes);
            foreach (var mutation in Mutations(protocol, events))
            {
                count++;
                Assert.True(StreamGrammar.FaultsOf(protocol, mutation.Events).Count > 0, $"{exchange.Name}: {mutation.What} is not seen");
            }
        }

        output.WriteLine($"{count} mutations of {protocol} seen");
        Assert.True(count > 0 || Recordings.Folder is null);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_stream_may_end_early(Protocol protocol)
    {
        var count = 0;
        foreach (var exchange in WellFormed(protocol))
        {
            var bytes = exchange.ResponseBytes;
            for (var length = 0; length < bytes.AsSpan().TrimEnd("\r\n"u8).Length; length += Math.Max(1, bytes.Length / 50))
            {
                count++;
                Assert.True(StreamGrammar.FaultsOf(protocol, bytes[..length]).Count > 0, $"{exchange.Name}: its end at {length} is not seen");
            }
        }

        output.WriteLine($"{count} early ends of {protocol} seen");
    }

    [Fact]
    public void What_is_written_of_events_is_read_as_them()
    {
        foreach (var (_, exchange) in Streams())
        {
            var events = StreamEvents.Read(exchange.ResponseBytes);

            Assert.Equal(events, StreamEvents.Read(StreamEvents.Write(events)));
        }
    }

    private static IEnumerable<(Protocol Protocol, RecordedExchange Exchange)> Streams() =>
        Protocols.Answered().Where(answered => answered.Exchange.IsStream);

    private static IEnumerable<RecordedExchange> WellFormed(Protocol protocol) =>
        Streams().Where(stream => stream.Protocol == protocol && !Deviations.ContainsKey(stream.Exchange.Name)).Select(stream => stream.Exchange);

    private static IEnumerable<(string What, List<StreamEvent> Events)> Mutations(Protocol protocol, IReadOnlyList<StreamEvent> events)
    {
        for (var at = 0; at < events.Count; at++)
        {
            if (HangsOn(protocol, events, at))
            {
                yield return ($"the loss of event {at} {events[at].Name}", [.. events.Take(at), .. events.Skip(at + 1)]);
                yield return ($"the repetition of event {at} {events[at].Name}", [.. events.Take(at + 1), .. events.Skip(at)]);
            }

            // Two pieces of one text can change places, and only a reader can tell.
            if (at > 0 && (HangsOn(protocol, events, at) || HangsOn(protocol, events, at - 1)) && MayNotSwap(protocol, events, at))
                yield return ($"the exchange of {at - 1} {events[at - 1].Name} and {at} {events[at].Name}", [.. events.Take(at - 1), events[at], events[at - 1], .. events.Skip(at + 1)]);
        }
    }

    /// <summary>The stream's structure hangs on the event: it is no mere piece of a text.</summary>
    private static bool HangsOn(Protocol protocol, IReadOnlyList<StreamEvent> events, int at) => protocol switch
    {
        Protocol.Responses => true,
        Protocol.Messages => events[at].Name is not ("ping" or "content_block_delta"),
        Protocol.Chat => at == 0 || IsChatMark(events[at]),
        _ => at == events.Count - 1,
    };

    private static bool IsChatMark(StreamEvent one) =>
        one.IsDone
        || one.Data.Contains("\"finish_reason\":\"", StringComparison.Ordinal)
        || one.Data.Contains("\"tool_calls\":[{\"index\":0,\"id\"", StringComparison.Ordinal);

    private static bool MayNotSwap(Protocol protocol, IReadOnlyList<StreamEvent> events, int at) => protocol switch
    {
        Protocol.Messages => events[at].Name != "ping" && events[at - 1].Name != "ping",
        _ => events[at] != events[at - 1],
    };
}
