using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.TokenCounts;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Ai.Providers.Anthropic;

/// <summary>Anthropic, and every server that speaks its protocol under another URL.</summary>
public sealed class AnthropicAdapter : IProviderAdapter
{
    private const string VersionHeader = "anthropic-version";

    // Every request must name a version; this one is for clients that name none.
    private const string Version = "2023-06-01";

    public ProviderKind Kind { get; } = new("anthropic", "https://api.anthropic.com/v1", IsBuiltIn: false) { Speaks = [ProviderKind.Messages] };

    public IReadOnlyList<string> PassedHeaders { get; } = [VersionHeader, "anthropic-beta", "idempotency-key"];

    public IReadOnlyList<IDialect> DialectsOf(Provider provider) => [MessagesDialect.Instance, TokenCountDialect.Messages];

    public HttpRequestMessage NewRequest(Provider provider, ProviderCall call)
    {
        var path = call.Dialect == TokenCountDialect.Messages ? "messages/count_tokens" : "messages";
        var request = new HttpRequestMessage(HttpMethod.Post, ProviderUrl.At(provider.BaseUrl, path));
        request.Headers.Add(VersionHeader, Version);
        if (provider.Credential.Secret is { } secret)
        {
            request.Headers.Add("x-api-key", secret);
        }

        return request;
    }

    public bool RefusesCredential(int status, ReadOnlySpan<byte> body) => CredentialErrors.Contain(status, body);

    public HttpMessageHandler? NewBuiltInHandler(Provider provider, TimeProvider clock) => null;
}
