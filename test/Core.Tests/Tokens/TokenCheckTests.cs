using FerroGate.Core.Keys;
using FerroGate.Core.Refusals;
using FerroGate.Core.Tokens;
using FerroGate.Testing.Tokens;

namespace FerroGate.Core.Tests.Tokens;

/// <summary>Which tokens are believed, and whose they are.</summary>
public sealed class TokenCheckTests
{
    private const string Issuer = "https://login.example.com";
    private const string Good = "\"iss\":\"https://login.example.com\",\"aud\":\"ferrogate\",\"sub\":\"ada\",\"exp\":1000";

    private static readonly TestIssuer Signer = new();
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(900);

    private readonly FakeKeys _keys = new();
    private readonly TokenCheck _check;

    public TokenCheckTests()
    {
        _keys.Current = Read(Signer.KeySet);
        _check = Check(new TokenIssuer { Name = "corp", Issuer = Issuer, Audiences = ["ferrogate", "other"] });
    }

    [Theory]
    [InlineData("RS256", TestIssuer.Rsa)]
    [InlineData("PS256", TestIssuer.Rsa)]
    [InlineData("ES256", TestIssuer.Ec)]
    public void Each_of_the_three_algorithms_is_believed(string algorithm, string keyId)
    {
        var key = Ask(Signer.Sign(algorithm, keyId, Good)).Key;

        Assert.Equal(("jwt:corp:ada", "ada", Scope.DataPlane), (key?.Id, key?.Tenant.UserId, key?.Scopes));
    }

    /// <summary>Headers and ways to sign that do not belong together.</summary>
    public static TheoryData<string, string> Confusions => new()
    {
        { """{"alg":"none"}""", "none" },
        { """{"alg":"none","kid":"rsa-1"}""", "RS256" },
        { """{"alg":"HS256","kid":"rsa-1"}""", "HS256" },
        { """{"alg":"RS256","kid":"rsa-1"}""", "HS256" },
        { """{"alg":"RS256","kid":"rsa-1"}""", "PS256" },
        { """{"alg":"RS512","kid":"rsa-1"}""", "RS512" },
        { """{"alg":"rs256","kid":"rsa-1"}""", "RS256" },
        { """{"alg":"ES256","kid":"rsa-1"}""", "RS256" },
        { """{"alg":"RS256","kid":"ec-1"}""", "ES256" },
        { """{"alg":"ES256","kid":"ec-1"}""", "DER" },
        { """{"alg":"RS256","kid":"rsa-1"}""", "empty" },
        { """{"alg":"RS256","kid":"../../rsa-1"}""", "RS256" },
        { """{"alg":"RS256","kid":"RSA-1"}""", "RS256" },
        { """{"alg":"RS256","kid":7}""", "RS256" },
        { """{"alg":"RS256","kid":"rsa-1","kid":"rsa-1"}""", "RS256" },
        { """{"alg":"none","alg":"RS256","kid":"rsa-1"}""", "RS256" },
        { """{"alg":"RS256","kid":"rsa-1","crit":["exp"]}""", "RS256" },
        { """{"alg":"RS256","kid":"rsa-1","b64":false}""", "RS256" },
        { """{"alg":"RS256","kid":"rsa-1","typ":"logout+jwt"}""", "RS256" },
        { """{"kid":"rsa-1"}""", "RS256" },
        { """["RS256"]""", "RS256" },
        { """{"alg":"RS256","kid":"\ud800"}""", "RS256" },
    };

    [Theory]
    [MemberData(nameof(Confusions))]
    public void A_header_that_lies_about_its_signature_is_not_believed(string header, string algorithm)
    {
        var verdict = Ask(Signer.SignRaw(header, $"{{{Good}}}", algorithm));

        Assert.Equal((null, true, 401, RefusalCodes.InvalidToken), (verdict.Key, verdict.IsWrong, verdict.Refusal?.Status, verdict.Refusal?.Code));
    }

    [Theory]
    [InlineData("""{"alg":"RS256","kid":"rsa-1","typ":"at+jwt"}""")]
    [InlineData("""{"alg":"RS256","kid":"rsa-1","typ":"JWT","jku":"https://evil.example"}""")]
    [InlineData("""{"alg":"RS256"}""")]
    public void A_header_that_says_more_or_less_is_believed(string header) =>
        Assert.NotNull(Ask(Signer.SignRaw(header, $"{{{Good}}}", "RS256")).Key);

    /// <summary>Claims, and the code of the refusal; none is that they are believed.</summary>
    public static TheoryData<string, string?> Claims => new()
    {
        { Good, null },
        { Good.Replace("\"ferrogate\"", "[\"nobody\",\"other\"]", StringComparison.Ordinal), null },
        { Good.Replace("\"ferrogate\"", "[]", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("\"ferrogate\"", "[[\"ferrogate\"]]", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("\"ferrogate\"", "\"Ferrogate\"", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("\"aud\"", "\"audience\"", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("login.", "logout.", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("example.com", "example.com/", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("\"iss\"", "\"issuer\"", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good + ",\"aud\":\"nobody\"", RefusalCodes.InvalidToken },
        { Good + ",\"more\":{\"a\":1,\"a\":2}", RefusalCodes.InvalidToken },
        { Good.Replace("1000", "841", StringComparison.Ordinal), null },
        { Good.Replace("1000", "840", StringComparison.Ordinal), RefusalCodes.TokenExpired },
        { Good.Replace("1000", "-1", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("1000", "1e300", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("1000", "253402300799", StringComparison.Ordinal), null },
        { Good.Replace("1000", "253402300800", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("1000", "99999999999999999999", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("1000", "\"1000\"", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("\"exp\"", "\"expires\"", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good + ",\"nbf\":960", null },
        { Good + ",\"nbf\":961", RefusalCodes.TokenExpired },
        { Good + ",\"nbf\":\"soon\"", RefusalCodes.InvalidToken },
        { Good + ",\"iat\":960.5", null },
        { Good + ",\"iat\":961", RefusalCodes.TokenExpired },
        { Good.Replace("\"ada\"", "\"\"", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("\"ada\"", "7", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("\"ada\"", "\"a\\nb\"", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("\"ada\"", "\"\\ud800\"", StringComparison.Ordinal), RefusalCodes.InvalidToken },
        { Good.Replace("\"sub\"", "\"subject\"", StringComparison.Ordinal), RefusalCodes.InvalidToken },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void Claims_count_as_they_are_written(string claims, string? code) => Assert.Equal(code, Ask(Signer.Token(claims)).Refusal?.Code);

    [Fact]
    public void A_token_that_somebody_else_signed_is_not_believed()
    {
        using var other = new TestIssuer();

        Assert.True(Ask(other.Token(Good)).IsWrong);
    }

    [Theory]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("eyJ.eyJ.")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30=.AA")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9. e30.AA")]
    public void What_is_no_token_is_not_believed(string text) => Assert.True(Ask(text).IsWrong);

    [Fact]
    public void A_token_that_is_too_long_is_not_read()
    {
        Assert.Null(SignedToken.Read(Signer.Token($"{Good},\"pad\":\"{new string('x', SignedToken.MostCharacters)}\"")));
        Assert.NotNull(SignedToken.Read(Signer.Token(Good)));
    }

    [Fact]
    public void A_token_is_remembered_until_it_ends_and_while_the_keys_stay_the_same()
    {
        var token = Signer.Token(Good);
        var first = Ask(token).Key;

        Assert.Same(first, Ask(token).Key);
        Assert.Same(first, Ask(Signer.Token(Good.Replace("1000", "2000", StringComparison.Ordinal))).Key);
        Assert.Equal(RefusalCodes.TokenExpired, Ask(token, Now.AddSeconds(160)).Refusal?.Code);
        _keys.Current = Read($$"""{"keys":[{{Signer.EcKey}}]}""");
        Assert.True(Ask(token).IsWrong);
    }

    [Fact]
    public void What_a_token_may_do_changes_with_the_next_token_and_not_the_one_before()
    {
        var check = Check(With(scopes: new TokenScopes(null, "fg:", new Dictionary<string, Scope>()), always: Scope.None));
        var (one, other) = (Signer.Token(Good + ",\"scope\":\"fg:models.read\""), Signer.Token(Good + ",\"scope\":\"fg:chat.completions\""));

        Assert.Equal(Scope.ModelsRead, Ask(one, check: check).Key?.Scopes);
        Assert.Equal(Scope.ChatCompletions, Ask(other, check: check).Key?.Scopes);
        Assert.Equal(Scope.ModelsRead, Ask(one, check: check).Key?.Scopes);
    }

    [Theory]
    [InlineData("\"scope\":\"fg:chat.completions openid\"", Scope.ChatCompletions)]
    [InlineData("\"scp\":[\"fg:models.read\",\"fg:embeddings.create\"]", Scope.ModelsRead | Scope.EmbeddingsCreate)]
    [InlineData("\"scope\":\"fg:admin.read fg:admin.write\"", Scope.None)]
    [InlineData("\"scope\":\"platform\"", Scope.AdminRead)]
    [InlineData("\"scope\":\"chat.completions\"", Scope.None)]
    [InlineData("\"scope\":7", Scope.None)]
    public void Scopes_of_a_token_count_by_prefix_and_name_and_never_make_an_administrator_by_prefix(string claim, Scope scopes)
    {
        var check = Check(With(new TokenScopes(null, "fg:", new Dictionary<string, Scope> { ["platform"] = Scope.AdminRead }), Scope.None));

        Assert.Equal(scopes, Ask(Signer.Token($"{Good},{claim}"), check: check).Key?.Scopes);
    }

    [Fact]
    public void Claims_name_the_tenant_and_one_that_is_no_name_is_not_believed()
    {
        var check = Check(With() with { OrganizationClaim = "org", TeamClaim = "team", ProjectClaim = "project", UserClaim = "email" });

        Assert.Equal(
            new Tenant("acme", "search", null, "ada@acme.example"),
            Ask(Signer.Token(Good + ",\"org\":\"acme\",\"team\":\"search\",\"email\":\"ada@acme.example\""), check: check).Key?.Tenant);
        Assert.True(Ask(Signer.Token(Good + ",\"org\":[\"acme\"]"), check: check).IsWrong);
    }

    [Fact]
    public void Before_the_keys_are_known_nobody_can_tell_and_they_are_wanted()
    {
        _keys.Current = null;

        var verdict = Ask(Signer.Token(Good));

        Assert.Equal((503, RefusalCodes.IssuerUnavailable, "1", false), (verdict.Refusal?.Status, verdict.Refusal?.Code, verdict.Refusal?.RetryAfterSeconds, verdict.IsWrong));
        Assert.Equal(1, _keys.Wanted);
    }

    [Fact]
    public void A_key_that_is_not_there_is_wanted_and_while_it_comes_nobody_can_tell()
    {
        var token = Signer.Sign("RS256", "rsa-2", Good);
        _keys.AreComing = true;
        Assert.Equal(503, Ask(token).Refusal?.Status);
        _keys.AreComing = false;

        Assert.Equal(401, Ask(token).Refusal?.Status);
        Assert.Equal(2, _keys.Wanted);
        Assert.NotNull(Ask(Signer.Token(Good)).Key);
    }

    [Fact]
    public void Of_several_keys_that_fit_one_must_be_named()
    {
        using var second = new TestIssuer();
        _keys.Current = Read($$"""{"keys":[{{Signer.RsaKey}},{{second.RsaKey.Replace("rsa-1", "rsa-2", StringComparison.Ordinal)}}]}""");

        Assert.True(Ask(Signer.Sign("RS256", null, Good)).IsWrong);
        Assert.NotNull(Ask(Signer.Sign("RS256", "rsa-1", Good)).Key);
        Assert.NotNull(Ask(second.Sign("RS256", "rsa-2", Good)).Key);
        Assert.True(Ask(second.Sign("RS256", "rsa-1", Good)).IsWrong);
    }

    [Theory]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"oct","kid":"rsa-1","k":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","crv":"P-256","kid":"a","x":"AAAA","y":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB"}]}""")]
    [InlineData("""{"keys":7}""")]
    [InlineData("""[]""")]
    [InlineData("<html>")]
    public void A_set_without_a_key_that_can_be_used_is_none(string json) => Assert.Throws<InvalidDataException>(() => Read(json));

    [Theory]
    [InlineData("\"use\":\"sig\"", "\"use\":\"enc\"")]
    [InlineData("\"use\":\"sig\"", "\"key_ops\":[\"sign\"]")]
    public void A_key_for_something_else_is_passed_over(string asItIs, string other) =>
        Assert.Throws<InvalidDataException>(() => Read($$"""{"keys":[{{Signer.RsaKey.Replace(asItIs, other, StringComparison.Ordinal)}}]}"""));

    [Fact]
    public void However_many_callers_there_are_only_so_many_are_remembered()
    {
        var check = new TokenCheck([(With(), _keys)], mostRemembered: 3);
        var first = Ask(Signer.Token(Good), check: check).Key;
        foreach (var name in (string[])["bob", "cleo"])
            Ask(Signer.Token(Good.Replace("ada", name, StringComparison.Ordinal)), check: check);
        Assert.Same(first, Ask(Signer.Token(Good), check: check).Key);

        Ask(Signer.Token(Good.Replace("ada", "dan", StringComparison.Ordinal)), check: check);

        Assert.NotSame(first, Ask(Signer.Token(Good), check: check).Key);
    }

    private TokenVerdict Ask(string token, DateTimeOffset? now = null, TokenCheck? check = null) =>
        (check ?? _check).Check(token, KeyHash.Of(token), now ?? Now);

    private TokenCheck Check(TokenIssuer issuer) => new([(issuer, _keys)]);

    private static TokenIssuer With(TokenScopes? scopes = null, Scope always = Scope.DataPlane) => new()
    {
        Name = "corp",
        Issuer = Issuer,
        Audiences = ["ferrogate"],
        Scopes = always,
        TokenScopes = scopes ?? TokenScopes.None,
    };

    private static SigningKeys Read(string json) => SigningKeys.Read(System.Text.Encoding.UTF8.GetBytes(json));

    private sealed class FakeKeys : IIssuerKeys
    {
        public SigningKeys? Current { get; set; }

        public bool AreComing { get; set; }

        public int Wanted { get; private set; }

        public void Want() => Wanted++;
    }
}
