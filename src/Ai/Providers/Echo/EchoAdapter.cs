using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiEmbeddings;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Ai.Providers.Echo;

/// <summary>
/// The built-in provider: answers with the last user message, or with vectors of its input, without network, account or chance. For first steps, demos
/// and tests.
/// </summary>
public sealed class EchoAdapter : IProviderAdapter
{
    public ProviderKind Kind { get; } = new("echo", "http://echo.invalid", IsBuiltIn: true) { Speaks = [ProviderKind.Chat] };

    public IReadOnlyList<string> PassedHeaders { get; } = [];

    public IReadOnlyList<IDialect> DialectsOf(Provider provider) => [ChatDialect.Instance, EmbeddingsDialect.Instance];

    public HttpRequestMessage NewRequest(Provider provider, ProviderCall call) =>
        new(HttpMethod.Post, new Uri(provider.BaseUrl, call.Dialect == EmbeddingsDialect.Instance ? EchoHandler.Embeddings : "/chat/completions"));

    public bool RefusesCredential(int status, ReadOnlySpan<byte> body) => false;

    public HttpMessageHandler? NewBuiltInHandler(Provider provider, TimeProvider clock) => new EchoHandler(provider.Echo, clock);
}
