namespace FerroGate.Testing.Chat;

/// <summary>Bodies of chat completion requests, as small as they can be.</summary>
public static class ChatRequests
{
    public static string Plain(string model = "fast-chat", int maxTokens = 16) =>
        $$"""{"model":"{{model}}","max_tokens":{{maxTokens}},"messages":[{"role":"user","content":"hello"}]}""";

    /// <summary>A stream whose client asks for usage itself, so that the gateway changes nothing but the model.</summary>
    public static string Streamed(string model = "fast-chat", int maxTokens = 16) =>
        $$"""{"model":"{{model}}","stream":true,"stream_options":{"include_usage":true},"max_tokens":{{maxTokens}},"messages":[{"role":"user","content":"hello"}]}""";

    /// <summary>A stream whose client does not ask for usage.</summary>
    public static string StreamedWithoutUsage(string model = "fast-chat") =>
        $$"""{"model":"{{model}}","stream":true,"max_tokens":16,"messages":[{"role":"user","content":"hello"}]}""";
}
