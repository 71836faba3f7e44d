using FerroGate.Bench.Load.Provider;

namespace FerroGate.Bench.Load.Measuring;

/// <summary>Requests for a short answer of the model <c>mock-1</c>.</summary>
internal static class ChatRequest
{
    public const string Path = "/v1/chat/completions";

    public const string MessagesPath = "/v1/messages";

    /// <summary>The secret that the gateways under load know.</summary>
    public const string Secret = "bench-client-secret-of-no-use-to-anybody";

    private const string Question = "What is a reverse proxy, and what is it for?";

    /// <summary>In OpenAI's form, with keys in turn.</summary>
    public static WrkRequest With(params IReadOnlyList<string> keys) => new("POST", Body(Question), keys);

    /// <summary>The same, sent to Portkey, which keeps no keys and takes from the request who the provider is.</summary>
    public static WrkRequest ThroughPortkey(int provider) => With(Secret) with
    {
        Headers = new Dictionary<string, string> { ["x-portkey-provider"] = "openai", ["x-portkey-custom-host"] = $"http://127.0.0.1:{provider}/v1" },
    };

    /// <summary>In OpenAI's form, for another model.</summary>
    public static WrkRequest For(string model) => new("POST", Body(Question).Replace("mock-1", model, StringComparison.Ordinal), [Secret]);

    /// <summary>In OpenAI's form, with a prompt of so many bytes.</summary>
    public static WrkRequest OfSize(int bytes) => new("POST", Body(string.Concat(Enumerable.Repeat(Question + " ", bytes / (Question.Length + 1) + 1))), [Secret]);

    /// <summary>In Anthropic's form.</summary>
    public static WrkRequest Messages { get; } = new(
        "POST", $$"""{"model":"mock-1","max_tokens":64,"system":"You answer in a few words.","messages":[{"role":"user","content":"{{Question}}"}]}""", [Secret]);

    /// <summary>The body of one in OpenAI's form that asks for a stream.</summary>
    public static string Streamed(StreamPace pace) =>
        Body(Question).Replace("\"max_tokens\":64", pace.ToJson() + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}", StringComparison.Ordinal);

    private static string Body(string question) =>
        $$"""{"model":"mock-1","max_tokens":64,"messages":[{"role":"system","content":"You answer in a few words."},{"role":"user","content":"{{question}}"}]}""";
}
