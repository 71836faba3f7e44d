namespace FerroGate.Fuzz.Targets;

/// <summary>Chat requests, streams and answers to begin from, and the words of their language.</summary>
internal static class ChatTexts
{
    public static IReadOnlyList<string> Requests { get; } =
    [
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
        "{\"stream\":true,\"stream_options\":{\"include_usage\":false,\"a\":[1]},\"model\":\"a\\u0062\",\"messages\":[]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}]}],\"stream\":true,\"stream_options\":null,\"model\":\"m\",\"n\":2,\"max_tokens\":10}",
        " {\"model\" : \"m\\ud83d\\ude00\" ,\r\n\"stream\":true, \"stream_options\" : { } , \"messages\":[null]\t} ",
        "{\"model\":\"m\",\"messages\":[],\"stream\":true,\"stream_options\":{\"b\":{}}}",
    ];

    public static IReadOnlyList<string> RequestWords { get; } =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "\\udc00", "\\u0065", "null", "true", "false", "1e9", "-0", "9223372036854775808",
        "\"model\":\"x\",", "\"mod\\u0065l\":\"x\",", "\"stream\":true,", "\"stream_options\":", "{\"include_usage\":null}", "\"include_usage\":true,",
        "\"n\":1,", "\"messages\":[],", "\"Model\":1,", "\"\\ud800\":1,", "\"url\":\"http", "\"data\":\"", "\"a\":[", " ", "\n", "\uFEFF", "\u017F",
    ];

    public static IReadOnlyList<string> Streams { get; } =
    [
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"a\"},\"finish_reason\":null}]}\n\ndata: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"prompt_tokens_details\":{\"cached_tokens\":1}}}\n\ndata: [DONE]\n\n",
        ": ping\r\n\r\nevent: x\r\ndata: {\"choices\":[],\r\ndata: \"x_groq\":{\"usage\":{\"prompt_tokens\":1}}}\r\n\r\ndata:[DONE]\r\n\r\n",
        "\uFEFFdata: {\"error\":{\"message\":\"no\"}}\r\rdata\r\rid: 1\rretry: 5\r\r",
    ];

    public static IReadOnlyList<string> StreamWords { get; } =
    [
        "\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n", "data", "data:", "data: ", ":", "event: ", "[DONE]", "{\"choices\":[", "\"delta\":{", "\"content\":\"",
        "\"finish_reason\":\"stop\"", "\"usage\":{", "\"prompt_tokens\":", "\"x_groq\":{", "\"error\":", "\"\\ud800\"", "\\udfff", "{", "}", "[", "]", "\uFEFF",
    ];

    public static IReadOnlyList<string> Answers { get; } =
    [
        "{\"id\":\"x\",\"choices\":[{\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"completion_tokens_details\":{\"reasoning_tokens\":1}}}",
        "{\"usage\":{\"prompt_cache_hit_tokens\":3,\"num_cached_tokens\":1,\"prompt_token_details\":{\"cached_tokens\":null}},\"choices\":null}",
        "[{\"a\":1}]",
    ];

    public static IReadOnlyList<string> AnswerWords { get; } = [.. StreamWords, "\"completion_tokens\":", "-1", "1.5", "9223372036854775808", "1000000000000", "null", ","];
}
