using System.Text.Json.Nodes;
using CsCheck;
using FerroGate.Server.Snapshots;
using Xunit;

namespace FerroGate.Server.Tests.Snapshots;

/// <summary>Credentials that come by API are stored sealed, or not at all.</summary>
public sealed class CredentialSealTests
{
    private static readonly string One = new('1', 64);
    private static readonly string Two = new('2', 64);

    [Fact]
    public void What_is_sealed_opens_with_its_key_and_for_its_provider_only() => Gen.Select(Gen.String, Gen.String).Sample((secret, provider) =>
    {
        var text = Of(One).Seal(secret, provider);

        Assert.Equal(secret, Of(One).Open(text, provider));
        Assert.Null(Of(One).Open(text, provider + "x"));
        Assert.Null(Of(Two).Open(text, provider));
        Assert.Null(Of("").Open(text, provider));
        Assert.NotEqual(text, Of(One).Seal(secret, provider));
    });

    [Fact]
    public void Of_several_keys_the_first_seals_and_all_open()
    {
        var before = Of(One).Seal("secret", "p");
        var rotated = Of($"{Two}, {One}");

        Assert.Equal("secret", rotated.Open(before, "p"));
        Assert.Equal("secret", Of(Two).Open(rotated.Seal("secret", "p"), "p"));
    }

    [Fact]
    public void Whatever_is_changed_in_it_it_opens_no_more() => Gen.Int[0, 10_000].Sample(at =>
    {
        var text = Of(One).Seal("a long enough secret", "p").ToCharArray();
        var start = new string(text).LastIndexOf(':') + 1;
        var changed = start + at % (text.Length - start);
        text[changed] = text[changed] == 'A' ? 'B' : 'A';

        Assert.Null(Of(One).Open(new string(text), "p"));
    });

    [Fact]
    public void Everything_is_sealed_anew_under_the_first_key_or_nothing()
    {
        var json = ProviderSecretsInJson.Seal("""{"name":"p","api_key":"k-1"}""", null, Of(One))!;

        var resealed = ProviderSecretsInJson.Reseal(json, Of($"{Two},{One}"))!;

        Assert.Equal("k-1", Of(Two).Open((string)JsonNode.Parse(resealed)!["api_key"]!, "p"));
        Assert.Equal(resealed, ProviderSecretsInJson.Reseal(resealed, Of($"{Two},{One}")));
        Assert.Null(ProviderSecretsInJson.Reseal(json, Of(Two)));
    }

    [Theory]
    [InlineData("sealed:")]
    [InlineData("sealed:x:y")]
    [InlineData("sealed:04f1e9a6:AAAA")]
    [InlineData("sealed::::")]
    public void What_only_looks_sealed_opens_to_nothing(string text) => Assert.Null(Of(One).Open(text, "p"));

    [Theory]
    [InlineData("xyz")]
    [InlineData("1111")]
    public void What_is_no_key_is_a_fault_that_says_how_to_make_one(string key) =>
        Assert.Contains("openssl rand -hex 32", Of(key).Fault, StringComparison.Ordinal);

    [Fact]
    public void The_credentials_of_a_provider_are_sealed_and_nothing_else()
    {
        var json = ProviderSecretsInJson.Seal(
            """{"name":"p","api_keys":["k-1","{env.K_2}"],"headers":[{"name":"x-title","value":"ours"},{"name":"x-api-key","value":"k-3"}]}""", null, Of(One))!;

        var provider = JsonNode.Parse(json)!;
        Assert.Equal("k-1", Of(One).Open((string)provider["api_keys"]![0]!, "p"));
        Assert.Equal("{env.K_2}", (string)provider["api_keys"]![1]!);
        Assert.Equal("ours", (string)provider["headers"]![0]!["value"]!);
        Assert.Equal("k-3", Of(One).Open((string)provider["headers"]![1]!["value"]!, "p"));
        Assert.DoesNotContain("k-1", json, StringComparison.Ordinal);
        Assert.DoesNotContain("k-3", json, StringComparison.Ordinal);
    }

    [Fact]
    public void What_lists_show_sent_back_keeps_what_is_there()
    {
        var before = ProviderSecretsInJson.Seal("""{"name":"p","api_key":"k-1","headers":[{"name":"x-api-key","value":"k-2"}]}""", null, Of(One))!;

        var after = ProviderSecretsInJson.Seal(
            """{"name":"p","api_key":"(secret)","headers":[{"name":"x-other-key","value":"{env.X}"},{"name":"x-api-key","value":"(secret)"}]}""", before, Of(One))!;

        Assert.Equal((string)JsonNode.Parse(before)!["api_key"]!, (string)JsonNode.Parse(after)!["api_key"]!);
        Assert.Equal("k-2", Of(One).Open((string)JsonNode.Parse(after)!["headers"]![1]!["value"]!, "p"));
    }

    [Theory]
    [InlineData("""{"name":"p","api_key":"k"}""", false)]
    [InlineData("""{"name":"p","api_keys":["{env.K}","k"]}""", false)]
    [InlineData("""{"name":"p","headers":[{"name":"authorization","value":"k"}]}""", false)]
    [InlineData("""{"name":"p","api_key":"{env.K}"}""", true)]
    [InlineData("""{"name":"p"}""", true)]
    [InlineData("""{"name":5}""", true)]
    [InlineData("[", true)]
    public void Without_a_master_key_a_credential_is_not_taken(string json, bool isTaken) =>
        Assert.Equal(isTaken, ProviderSecretsInJson.Seal(json, null, Of("")) is not null);

    // Whoever reads what is stored, or may move a provider, must not be able to have a credential shown to a server of their own.
    [Theory]
    [InlineData("""{"name":"p","base_url":"https://a.example","api_key":"(secret)"}""", true)]
    [InlineData("""{"name":"p","base_url":"https://evil.example","api_key":"(secret)"}""", false)]
    [InlineData("""{"name":"p","base_url":"https://a.example","kind":"gemini","api_key":"(secret)"}""", false)]
    [InlineData("""{"name":"p","base_url":"https://evil.example","api_key":"STORED"}""", false)]
    [InlineData("""{"name":"p","base_url":"https://evil.example","api_key":"new"}""", true)]
    [InlineData("""{"name":"p","base_url":"https://a.example","api_keys":["(secret)"]}""", false)]
    public void A_credential_stays_with_its_address(string json, bool isTaken)
    {
        var before = ProviderSecretsInJson.Seal("""{"name":"p","base_url":"https://a.example","api_key":"k-1"}""", null, Of(One))!;
        var stored = (string)JsonNode.Parse(before)!["api_key"]!;

        Assert.Equal(isTaken, ProviderSecretsInJson.Seal(json.Replace("STORED", stored, StringComparison.Ordinal), before, Of(One)) is not null);
    }

    private static CredentialSeal Of(string keys) => CredentialSeal.Of(name => name == CredentialSeal.Variable ? keys : null);
}
