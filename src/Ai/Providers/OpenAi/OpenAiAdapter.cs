using System.Net.Http.Headers;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiEmbeddings;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Dialects.OpenAiResponses.Stored;
using FerroGate.Ai.Dialects.TokenCounts;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Ai.Providers.OpenAi;

/// <summary>OpenAI, and every server that speaks its protocols under another URL.</summary>
public sealed class OpenAiAdapter : IProviderAdapter
{
    private readonly IReadOnlyList<IDialect> _dialects;

    private OpenAiAdapter(ProviderKind kind, params IReadOnlyList<IDialect> dialects)
    {
        Kind = kind;
        _dialects = dialects;
    }

    private static IDialect Chat => ChatDialect.Instance;

    private static IDialect Responses => ResponsesDialect.Instance;

    private static IDialect Stored => StoredResponseDialect.Instance;

    private static IDialect Counts => TokenCountDialect.Responses;

    private static IDialect Embeddings => EmbeddingsDialect.Instance;

    public static OpenAiAdapter OpenAi { get; } = new(
        new ProviderKind("openai", "https://api.openai.com/v1", IsBuiltIn: false), Chat, Responses, Stored, Counts, Embeddings);

    /// <summary>Few of the others speak the Responses protocol, and all of them speak the older one.</summary>
    public static OpenAiAdapter Compatible { get; } = new(new ProviderKind("openai-compatible", null, IsBuiltIn: false), Chat, Embeddings);

    public static OpenAiAdapter Grok { get; } = new(
        new ProviderKind("grok", "https://api.x.ai/v1", IsBuiltIn: false), Chat, Responses, Stored);

    public static OpenAiAdapter Xai { get; } = new(
        new ProviderKind("xai", "https://api.x.ai/v1", IsBuiltIn: false), Chat, Responses, Stored);

    public ProviderKind Kind { get; }

    public bool SpeaksAsOthersDo => this == Compatible;

    public IReadOnlyList<string> PassedHeaders { get; } =
        ["openai-organization", "openai-project", "openai-beta", "idempotency-key", "x-grok-conv-id"];

    public IReadOnlyList<IDialect> DialectsOf(Provider provider) => _dialects;

    public HttpRequestMessage NewRequest(Provider provider, ProviderCall call)
    {
        var request = new HttpRequestMessage(MethodOf(call), ProviderUrl.At(provider.BaseUrl, PathOf(call)));
        if (provider.Credential.Secret is { } secret)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }

        return request;
    }

    public bool RefusesCredential(int status, ReadOnlySpan<byte> body) => CredentialErrors.Contain(status, body);

    public HttpMessageHandler? NewBuiltInHandler(Provider provider, TimeProvider clock) => null;

    internal static HttpMethod MethodOf(ProviderCall call) => call.Stored is { } stored ? HttpMethod.Parse(stored.Method) : HttpMethod.Post;

    /// <summary>Where something is below the base URL of an API of OpenAI's.</summary>
    internal static string PathOf(ProviderCall call) => PathOf(call.Dialect) + call.Stored?.Path;

    /// <summary>Where a dialect of OpenAI's is below a base URL.</summary>
    internal static string PathOf(IDialect dialect) =>
        dialect == Responses || dialect == Stored ? "responses"
        : dialect == Counts ? "responses/input_tokens"
        : dialect == Embeddings ? "embeddings"
        : "chat/completions";
}
