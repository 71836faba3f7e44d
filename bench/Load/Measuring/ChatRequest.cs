namespace FerroGate.Bench.Load.Measuring;

/// <summary>A small chat completion.</summary>
internal static class ChatRequest
{
    public const string Path = "/v1/chat/completions";

    public static WrkRequest With(params IReadOnlyList<string> keys) => new(
        "POST",
        """{"model":"mock-1","max_tokens":64,"messages":[{"role":"system","content":"You answer in a few words."},{"role":"user","content":"What is a reverse proxy, and what is it for?"}]}""",
        keys);
}
