using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.GeminiEmbeddings;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.TokenCounts;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Ai.Providers.Gemini;

/// <summary>The Gemini API of Google.</summary>
public sealed class GeminiAdapter : IProviderAdapter
{
    public ProviderKind Kind { get; } = new("gemini", "https://generativelanguage.googleapis.com/v1beta", IsBuiltIn: false) { Speaks = [ProviderKind.Gemini] };

    public IReadOnlyList<string> PassedHeaders { get; } = [];

    public IReadOnlyList<IDialect> DialectsOf(Provider provider) => [GenerateDialect.Instance, TokenCountDialect.Generate, EmbedDialect.Instance];

    public HttpRequestMessage NewRequest(Provider provider, ProviderCall call)
    {
        var method = call.Dialect == TokenCountDialect.Generate ? "countTokens"
            : call.Dialect == EmbedDialect.Instance ? "batchEmbedContents"
            : !call.Stream ? "generateContent"
            : call.AsEvents ? "streamGenerateContent?alt=sse" : "streamGenerateContent";
        var request = new HttpRequestMessage(
            HttpMethod.Post, ProviderUrl.At(provider.BaseUrl, $"models/{Uri.EscapeDataString(GenerateModels.NameOf(call.Model))}:{method}"));
        if (provider.Credential.Secret is { } secret)
        {
            request.Headers.Add("x-goog-api-key", secret);
        }

        return request;
    }

    public bool RefusesCredential(int status, ReadOnlySpan<byte> body) => GeminiErrors.RefusesCredential(status, body);

    public HttpMessageHandler? NewBuiltInHandler(Provider provider, TimeProvider clock) => null;
}
