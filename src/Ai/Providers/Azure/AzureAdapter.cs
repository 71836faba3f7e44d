using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiEmbeddings;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Dialects.OpenAiResponses.Stored;
using FerroGate.Ai.Providers.OpenAi;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Ai.Providers.Azure;

/// <summary>
/// OpenAI's models at Azure. A base URL that ends with <c>/openai/v1</c> is its newer surface, with the model in the body; any other
/// is a resource whose deployments stand in the path, under the <c>api-version</c> of the base URL's query.
/// </summary>
public sealed class AzureAdapter : IProviderAdapter
{
    private const string DefaultVersion = "?api-version=2024-10-21";
    private const string Bearer = "Bearer ";

    private AzureAdapter(string kind) => Kind = new ProviderKind(kind, null, IsBuiltIn: false);

    public static AzureAdapter Azure { get; } = new("azure");

    public static AzureAdapter AzureOpenAi { get; } = new("azure-openai");

    public ProviderKind Kind { get; }

    public IReadOnlyList<string> PassedHeaders { get; } = ["idempotency-key"];

    public IReadOnlyList<IDialect> DialectsOf(Provider provider) =>
        IsNewer(provider)
            ? [ChatDialect.Instance, ResponsesDialect.Instance, StoredResponseDialect.Instance, EmbeddingsDialect.Instance]
            : [ChatDialect.Instance, EmbeddingsDialect.Instance];

    public HttpRequestMessage NewRequest(Provider provider, ProviderCall call)
    {
        var request = new HttpRequestMessage(OpenAiAdapter.MethodOf(call), UrlOf(provider, call));
        if (provider.Credential.Secret is not { } secret)
        {
            return request;
        }

        // A token of Entra ID is written with its scheme; anything else is a key of the resource.
        if (secret.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            request.Headers.Authorization = new("Bearer", secret[Bearer.Length..]);
        }
        else
        {
            request.Headers.Add("api-key", secret);
        }

        return request;
    }

    public bool RefusesCredential(int status, ReadOnlySpan<byte> body) => CredentialErrors.Contain(status, body);

    public HttpMessageHandler? NewBuiltInHandler(Provider provider, TimeProvider clock) => null;

    private static bool IsNewer(Provider provider) =>
        provider.BaseUrl.AbsolutePath.TrimEnd('/').EndsWith("/openai/v1", StringComparison.Ordinal);

    private static Uri UrlOf(Provider provider, ProviderCall call)
    {
        if (IsNewer(provider))
        {
            return ProviderUrl.At(provider.BaseUrl, OpenAiAdapter.PathOf(call));
        }

        var url = ProviderUrl.At(provider.BaseUrl, $"openai/deployments/{Uri.EscapeDataString(call.Model)}/{OpenAiAdapter.PathOf(call.Dialect)}");
        return url.Query.Length > 0 ? url : new Uri(url, DefaultVersion);
    }
}
