using System.Text;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.GeminiEmbeddings;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiEmbeddings;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Dialects.TokenCounts;
using FerroGate.Ai.Providers;

namespace FerroGate.Ai.Tests.Providers;

/// <summary>What is particular about each kind of provider.</summary>
public sealed class AdaptersTests
{
    [Fact]
    public void Every_adapter_in_the_assembly_is_in_the_table() => Assert.Equal(
        typeof(IProviderAdapter).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IProviderAdapter)))
            .Select(type => type.Name)
            .Order(),
        ProviderTable.All.Select(adapter => adapter.GetType().Name).Distinct().Order());

    [Fact]
    public void Every_kind_is_found_by_its_name_and_there_are_these()
    {
        Assert.Equal(["openai", "openai-compatible", "anthropic", "gemini", "grok", "xai", "azure", "azure-openai", "echo"], ProviderTable.All.Select(adapter => adapter.Kind.Name));
        Assert.All(ProviderTable.All, adapter => Assert.Same(adapter, ProviderTable.Of(adapter.Kind.Name)));
    }

    [Fact]
    public void Only_a_built_in_kind_answers_in_place_of_the_network() => Assert.All(ProviderTable.All, adapter =>
    {
        using var handler = adapter.NewBuiltInHandler(Fixtures.Providers.At("http://a.example"), TimeProvider.System);
        Assert.Equal(adapter.Kind.IsBuiltIn, handler is not null);
    });

    [Theory]
    [InlineData("https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions")]
    [InlineData("https://api.openai.com/v1/", "https://api.openai.com/v1/chat/completions")]
    [InlineData("http://localhost:11434", "http://localhost:11434/chat/completions")]
    [InlineData("http://localhost:11434/", "http://localhost:11434/chat/completions")]
    [InlineData("https://host.example/a/b//", "https://host.example/a/b/chat/completions")]
    [InlineData("https://host.example/a%2Fb/v1", "https://host.example/a%2Fb/v1/chat/completions")]
    public void The_path_is_appended_to_the_base_URL(string baseUrl, string url)
    {
        using var request = ProviderTable.Of("openai-compatible").NewRequest(Fixtures.Providers.At(baseUrl), new ProviderCall(ChatDialect.Instance, "m", Stream: false, AsEvents: false));

        Assert.Equal((HttpMethod.Post, url), (request.Method, request.RequestUri!.AbsoluteUri));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("sk-secret", "Bearer sk-secret")]
    public void The_credential_is_a_bearer_token_where_there_is_one(string? secret, string? header)
    {
        using var request = ProviderTable.Of("openai").NewRequest(Fixtures.Providers.At("https://a.example", secret: secret), new ProviderCall(ChatDialect.Instance, "m", Stream: false, AsEvents: false));

        Assert.Equal(header, request.Headers.Authorization?.ToString());
    }

    [Theory]
    [InlineData(401, "", true)]
    [InlineData(401, "{\"error\":{\"code\":\"anything\"}}", true)]
    [InlineData(403, "{\"error\":{\"code\":\"invalid_api_key\"}}", true)]
    [InlineData(403, "{\"error\":{\"type\":\"authentication_error\",\"code\":null}}", true)]
    [InlineData(403, "{\"error\":{\"code\":\"Invalid_API_Key\"}}", true)]
    [InlineData(403, "{\"code\":\"unauthorized\"}", true)]
    [InlineData(403, "{\"error\":{\"code\":\"\\ud800\",\"type\":\"invalid_key\"}}", true)]
    [InlineData(403, "", false)]
    [InlineData(403, "Forbidden", false)]
    [InlineData(403, "{\"error\":{\"code\":\"unsupported_country_region_territory\"}}", false)]
    [InlineData(403, "{\"error\":{\"message\":\"invalid_api_key\"}}", false)]
    [InlineData(403, "{\"error\":{\"details\":{\"code\":\"invalid_api_key\"}}}", false)]
    [InlineData(403, "{\"error\":{\"code\":403}}", false)]
    [InlineData(400, "{\"error\":{\"code\":\"invalid_api_key\"}}", false)]
    [InlineData(429, "{\"error\":{\"code\":\"invalid_api_key\"}}", false)]
    public void A_refusal_of_our_credential_is_told_from_other_errors(int status, string body, bool isRefusal) =>
        Assert.Equal(isRefusal, ProviderTable.Of("openai").RefusesCredential(status, Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("openai", "https://api.openai.com/v1", "responses", "https://api.openai.com/v1/responses")]
    [InlineData("xai", "https://api.x.ai/v1", "responses", "https://api.x.ai/v1/responses")]
    [InlineData("anthropic", "https://api.anthropic.com/v1", "messages", "https://api.anthropic.com/v1/messages")]
    [InlineData("gemini", "https://g.example/v1beta", "generate", "https://g.example/v1beta/models/the%2Fmodel:generateContent")]
    [InlineData("openai", "https://api.openai.com/v1", "embeddings", "https://api.openai.com/v1/embeddings")]
    [InlineData("openai", "https://api.openai.com/v1", "counts", "https://api.openai.com/v1/responses/input_tokens")]
    [InlineData("anthropic", "https://api.anthropic.com/v1", "counts", "https://api.anthropic.com/v1/messages/count_tokens")]
    [InlineData("gemini", "https://g.example/v1beta", "counts", "https://g.example/v1beta/models/the%2Fmodel:countTokens")]
    [InlineData("gemini", "https://g.example/v1beta", "embeddings", "https://g.example/v1beta/models/the%2Fmodel:batchEmbedContents")]
    [InlineData("azure", "https://r.openai.azure.com", "embeddings", "https://r.openai.azure.com/openai/deployments/the%2Fmodel/embeddings?api-version=2024-10-21")]
    [InlineData("azure", "https://r.openai.azure.com", "chat", "https://r.openai.azure.com/openai/deployments/the%2Fmodel/chat/completions?api-version=2024-10-21")]
    [InlineData("azure", "https://r.openai.azure.com/?api-version=2025-01-01", "chat", "https://r.openai.azure.com/openai/deployments/the%2Fmodel/chat/completions?api-version=2025-01-01")]
    [InlineData("azure-openai", "https://r.openai.azure.com/openai/v1/", "chat", "https://r.openai.azure.com/openai/v1/chat/completions")]
    [InlineData("azure", "https://r.openai.azure.com/openai/v1?api-version=preview", "responses", "https://r.openai.azure.com/openai/v1/responses?api-version=preview")]
    public void Each_kind_has_its_own_paths(string kind, string baseUrl, string dialect, string url) =>
        Assert.Equal(url, Request(kind, baseUrl, dialect).RequestUri!.AbsoluteUri);

    [Theory]
    [InlineData("https://g.example/v1beta", true, "https://g.example/v1beta/models/m:streamGenerateContent?alt=sse")]
    [InlineData("https://g.example/v1beta", false, "https://g.example/v1beta/models/m:streamGenerateContent")]
    [InlineData("https://g.example/v1beta?a=b", true, "https://g.example/v1beta/models/m:streamGenerateContent?alt=sse&a=b")]
    public void A_stream_of_Gemini_is_asked_for_in_the_form_that_the_client_wants(string baseUrl, bool asEvents, string url)
    {
        using var request = ProviderTable.Of("gemini").NewRequest(
            Fixtures.Providers.At(baseUrl, "gemini"), new ProviderCall(GenerateDialect.Instance, "models/m", Stream: true, asEvents));

        Assert.Equal(url, request.RequestUri!.AbsoluteUri);
    }

    [Theory]
    [InlineData("anthropic", "secret", "x-api-key", "secret")]
    [InlineData("anthropic", null, "x-api-key", null)]
    [InlineData("anthropic", null, "anthropic-version", "2023-06-01")]
    [InlineData("gemini", "secret", "x-goog-api-key", "secret")]
    [InlineData("azure", "secret", "api-key", "secret")]
    [InlineData("azure", "Bearer token", "api-key", null)]
    [InlineData("azure", "Bearer token", "Authorization", "Bearer token")]
    [InlineData("grok", "secret", "Authorization", "Bearer secret")]
    public void Each_kind_shows_its_credential_where_the_provider_looks(string kind, string? secret, string header, string? value)
    {
        using var request = Request(kind, "https://a.example", "chat", secret);

        Assert.Equal(value, request.Headers.TryGetValues(header, out var values) ? string.Join(',', values) : null);
    }

    [Theory]
    [InlineData("anthropic", 401, """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""", true)]
    [InlineData("anthropic", 403, """{"type":"error","error":{"type":"permission_error"}}""", false)]
    [InlineData("anthropic", 400, """{"type":"error","error":{"type":"authentication_error"}}""", false)]
    [InlineData("gemini", 400, """{"error":{"status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}""", true)]
    [InlineData("gemini", 403, """{"error":{"status":"PERMISSION_DENIED","details":[{"reason":"API_KEY_SERVICE_BLOCKED"}]}}""", true)]
    [InlineData("gemini", 403, """{"error":{"status":"PERMISSION_DENIED","details":[{"reason":"CONSUMER_SUSPENDED"}]}}""", true)]
    [InlineData("gemini", 400, """{"error":{"status":"INVALID_ARGUMENT","message":"API_KEY_INVALID is a word"}}""", false)]
    [InlineData("gemini", 429, """{"error":{"details":[{"reason":"API_KEY_INVALID"}]}}""", false)]
    [InlineData("gemini", 401, "", true)]
    public void Each_kind_tells_a_refusal_of_our_credential_in_its_own_way(string kind, int status, string body, bool isRefusal) =>
        Assert.Equal(isRefusal, ProviderTable.Of(kind).RefusesCredential(status, Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("openai", "https://a.example", "OpenAI Chat Completions, OpenAI Responses, OpenAI's stored responses, OpenAI Responses token counts, OpenAI Embeddings")]
    [InlineData("openai-compatible", "https://a.example", "OpenAI Chat Completions, OpenAI Embeddings")]
    [InlineData("anthropic", "https://a.example", "Anthropic Messages, Anthropic token counts")]
    [InlineData("gemini", "https://a.example", "Gemini generateContent, Gemini token counts, Gemini embeddings")]
    [InlineData("azure", "https://a.example", "OpenAI Chat Completions, OpenAI Embeddings")]
    [InlineData("azure", "https://a.example/openai/v1/", "OpenAI Chat Completions, OpenAI Responses, OpenAI's stored responses, OpenAI Embeddings")]
    [InlineData("echo", "https://a.example", "OpenAI Chat Completions, OpenAI Embeddings")]
    public void Each_kind_says_which_protocols_it_speaks(string kind, string baseUrl, string names) => Assert.Equal(
        names, string.Join(", ", ProviderTable.Of(kind).DialectsOf(Fixtures.Providers.At(baseUrl, kind)).Select(dialect => dialect.Name)));

    private static HttpRequestMessage Request(string kind, string baseUrl, string dialect, string? secret = null)
    {
        IDialect spoken = dialect switch
        {
            "chat" => ChatDialect.Instance,
            "responses" => ResponsesDialect.Instance,
            "messages" => MessagesDialect.Instance,
            "embeddings" when kind == "gemini" => EmbedDialect.Instance,
            "embeddings" => EmbeddingsDialect.Instance,
            "counts" when kind == "openai" => TokenCountDialect.Responses,
            "counts" when kind == "anthropic" => TokenCountDialect.Messages,
            "counts" => TokenCountDialect.Generate,
            _ => GenerateDialect.Instance,
        };
        return ProviderTable.Of(kind).NewRequest(
            Fixtures.Providers.At(baseUrl, kind, secret), new ProviderCall(spoken, "the/model", Stream: false, AsEvents: false));
    }
}
