using System.Text;
using FerroGate.Testing.Provider;

namespace FerroGate.Testing.Chat;

/// <summary>A provider's answers to chat completions, with the token counts that the test wants.</summary>
public static class ChatReplies
{
    /// <summary>The event that ends a stream for SDKs.</summary>
    public const string Done = "data: [DONE]\n\n";

    public static Reply Plain(long prompt = 11, long completion = 7, string content = "Hello there.") => Reply.Json(PlainText(prompt, completion, content));

    public static string PlainText(long prompt = 11, long completion = 7, string content = "Hello there.") =>
        $$$"""{"id":"chatcmpl-1","object":"chat.completion","created":1790000000,"model":"gpt-4o-mini-2024-07-18","choices":[{"index":0,"message":{"role":"assistant","content":"{{{content}}}","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":{{{prompt}}},"completion_tokens":{{{completion}}},"total_tokens":{{{prompt + completion}}}}}""";

    /// <summary>A whole stream, with the usage event that its request asked for.</summary>
    public static Reply Stream(long prompt = 11, long completion = 7, string content = "Hello there.") =>
        Reply.Sse(StreamText(content) + UsageEvent(prompt, completion) + Done);

    /// <summary>A stream's events up to and with the finish, without usage and without <c>[DONE]</c>.</summary>
    public static string StreamText(string content = "Hello there.")
    {
        var text = new StringBuilder(Event("""{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}"""));
        foreach (var word in content.Split(' '))
            text.Append(Word(word));
        return text.Append(Event("""{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}""")).ToString();
    }

    /// <summary>One event with content.</summary>
    public static string Word(string word) => Event($$$"""{"index":0,"delta":{"content":"{{{word}}} "},"logprobs":null,"finish_reason":null}""");

    /// <summary>The event with an empty <c>choices</c> that follows when usage was asked for.</summary>
    public static string UsageEvent(long prompt = 11, long completion = 7) =>
        $$$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1790000000,"model":"gpt-4o-mini-2024-07-18","choices":[],"usage":{"prompt_tokens":{{{prompt}}},"completion_tokens":{{{completion}}},"total_tokens":{{{prompt + completion}}}}}""" + "\n\n";

    private static string Event(string choice) =>
        $$"""data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1790000000,"model":"gpt-4o-mini-2024-07-18","choices":[{{choice}}]}""" + "\n\n";
}
