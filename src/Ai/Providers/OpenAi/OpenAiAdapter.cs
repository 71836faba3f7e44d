using System.Net.Http.Headers;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Ai.Providers.OpenAi;

/// <summary>OpenAI, and every server that speaks its protocol under another URL.</summary>
public sealed class OpenAiAdapter : IProviderAdapter
{
    private OpenAiAdapter(ProviderKind kind) => Kind = kind;

    public static OpenAiAdapter OpenAi { get; } = new(new ProviderKind("openai", "https://api.openai.com/v1", IsBuiltIn: false));

    public static OpenAiAdapter Compatible { get; } = new(new ProviderKind("openai-compatible", null, IsBuiltIn: false));

    public ProviderKind Kind { get; }

    public HttpRequestMessage NewChatRequest(Provider provider)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{provider.BaseUrl.AbsoluteUri.TrimEnd('/')}/chat/completions"));
        if (provider.Credential.Secret is { } secret)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        }

        return request;
    }

    public bool RefusesCredential(int status, ReadOnlySpan<byte> body) => OpenAiErrors.RefusesCredential(status, body);

    public HttpMessageHandler? NewBuiltInHandler(Provider provider, TimeProvider clock) => null;
}
