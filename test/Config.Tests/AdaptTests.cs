using FerroGate.Config.Writing;

namespace FerroGate.Config.Tests;

/// <summary>A config as JSON shows what it does and none of its secrets.</summary>
public sealed class AdaptTests
{
    private const string Caddyfile = """
        http://:8080 {
            basic_auth {
                bob $2a$04$Qn1bmbbYI5gVEgDSoPlKM.FBmH4xyrPNMIH7hBSlfSgXCKE9TZ6cW
            }
            @internal header X-Auth-Token hunter-of-matcher
            request_header Authorization "Bearer hunter-of-request"
            header X-Frame-Options DENY
            handle_errors {
                respond failed {http.error.status_code}
            }
            respond @internal ok
            @linked query access_token=hunter-of-query token=* page=1
            redir @linked https://who:hunter-of-redir@redir.example.com/?api_key=hunter-of-parameter&page=2&key={vars.key}
            redir /user https://hunter-of-user@redir.example.com/
            reverse_proxy localhost:9000 {
                health_uri /health?password=hunter-of-health&deep=1
                header_up X-Api-Key hunter-of-upstream
                header_up Authorization "Bearer {env.OPENAI_API_KEY}"
            }
            ai_gateway {
                provider openai {
                    api_key sk-hunter-of-provider
                }
                api_key dev {
                    key hunter-of-client
                }
            }
        }
        """;

    [Theory]
    [InlineData("hunter")]
    [InlineData("$2a$04$")]
    public void No_secret_is_in_it(string secret) => Assert.DoesNotContain(secret, Adapted(), StringComparison.Ordinal);

    [Theory]
    [InlineData("DENY")]
    [InlineData("Bearer {env.OPENAI_API_KEY}")]
    [InlineData("\"localhost:9000\"")]
    [InlineData("bob")]
    [InlineData("\"status\": \"{http.error.status_code}\"")]
    [InlineData("(secret)")]
    [InlineData("\"access_token=(secret)\"")]
    [InlineData("\"token=*\"")]
    [InlineData("\"page=1\"")]
    [InlineData("https://who:(secret)@redir.example.com/?api_key=(secret)&page=2&key={vars.key}")]
    [InlineData("/health?password=(secret)&deep=1")]
    public void Everything_else_is(string text) => Assert.Contains(text, Adapted(), StringComparison.Ordinal);

    private static string Adapted()
    {
        var result = TestLoader.Parse(Caddyfile, ConfigFormat.Caddyfile);
        Assert.True(result.Config is not null, string.Join("\n", result.Diagnostics));
        return ConfigWriter.WriteJson(result.Config);
    }
}
