using FerroGate.Ai.Dialects.OpenAiChat;
using System.Text;
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
}
