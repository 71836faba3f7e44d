using System.Text;

namespace FerroGate.Bench.Load.Provider;

/// <summary>What a provider says in the form of one API.</summary>
/// <param name="Whole">An answer in one body.</param>
/// <param name="Beginning">The events before the text of a stream.</param>
/// <param name="Event">One with text.</param>
/// <param name="End">Those behind it.</param>
internal sealed record MockAnswers(byte[] Whole, byte[] Beginning, byte[] Event, byte[] End)
{
    /// <summary>The text of an event.</summary>
    public static ReadOnlySpan<byte> Word => "word "u8;

    public static MockAnswers OpenAi { get; } = new(
        Bytes("""{"id":"chatcmpl-1","object":"chat.completion","created":1764000000,"model":"mock-1","choices":[{"index":0,"message":{"role":"assistant","content":"An answer of a few words, as a model gives one."},"finish_reason":"stop"}],"usage":{"prompt_tokens":21,"completion_tokens":12,"total_tokens":33}}"""),
        [],
        Bytes("""
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1764000000,"model":"mock-1","choices":[{"index":0,"delta":{"content":"word "},"finish_reason":null}]}


            """),
        Bytes("""
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1764000000,"model":"mock-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1764000000,"model":"mock-1","choices":[],"usage":{"prompt_tokens":21,"completion_tokens":200,"total_tokens":221}}

            data: [DONE]


            """));

    public static MockAnswers Anthropic { get; } = new(
        Bytes("""{"id":"msg_1","type":"message","role":"assistant","model":"mock-1","content":[{"type":"text","text":"An answer of a few words, as a model gives one."}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":21,"output_tokens":12}}"""),
        Bytes("""
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"mock-1","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":21,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}


            """),
        Bytes("""
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"word "}}


            """),
        Bytes("""
            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":200}}

            event: message_stop
            data: {"type":"message_stop"}


            """));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
