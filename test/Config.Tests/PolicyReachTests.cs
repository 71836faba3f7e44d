using FerroGate.Config.Text;

namespace FerroGate.Config.Tests;

/// <summary>Which policies can never be asked, because one before them decides all that they are for.</summary>
public sealed class PolicyReachTests
{
    [Theory]
    [InlineData("models *", "models fast", true)]
    [InlineData("models *", "project_ids p", true)]
    [InlineData("models f*", "models fa* fast", true)]
    [InlineData("models fast", "models f*", false)]
    [InlineData("models fast", "project_ids p", false)]
    [InlineData("project_ids p", "project_ids p\nmodels fast", true)]
    [InlineData("project_ids p\nmodels fast", "project_ids p", false)]
    [InlineData("project_ids p q", "project_ids q", true)]
    [InlineData("project_ids q", "project_ids p q", false)]
    [InlineData("project_ids *", "models fast", false)]
    [InlineData("project_ids *", "project_ids p", true)]
    [InlineData("team_ids t", "user_ids t", false)]
    [InlineData("api_key_ids *", "models fast", true)]
    [InlineData("providers open*", "models fast\nproviders openai", true)]
    [InlineData("providers openai", "models fast", false)]
    [InlineData("provider_models *", "models fast", true)]
    [InlineData("streaming true", "streaming true\nmodels fast", true)]
    [InlineData("streaming true", "streaming false", false)]
    [InlineData("streaming true", "models fast", false)]
    [InlineData("tools false", "tools false\nstreaming true", true)]
    [InlineData("tools false", "streaming true", false)]
    [InlineData("output_tokens_over 100", "output_tokens_over 200", true)]
    [InlineData("output_tokens_over 200", "output_tokens_over 100", false)]
    [InlineData("output_tokens_over 200", "models fast", false)]
    [InlineData("dialects chat messages", "dialects chat", true)]
    [InlineData("dialects chat", "dialects chat messages", false)]
    [InlineData("client_ips ::1", "client_ips ::1\nmodels fast", true)]
    [InlineData("client_ips ::1", "models fast", false)]
    [InlineData("metadata a=b", "metadata a=b\nmodels fast", true)]
    [InlineData("metadata a=b", "metadata a=c", false)]
    [InlineData("key_metadata a=b", "key_metadata a=b\nmodels fast", true)]
    [InlineData("key_metadata a=b", "metadata a=b", false)]
    [InlineData("utc_hours 09:00-17:00", "utc_hours 09:00-17:00\nutc_days mon", true)]
    [InlineData("utc_hours 09:00-17:00", "utc_days mon", false)]
    [InlineData("utc_days mon tue", "utc_days tue", true)]
    [InlineData("utc_days mon", "utc_days tue", false)]
    [InlineData("models *\neffect shadow", "models fast", false)]
    [InlineData("models *\nenabled false", "models fast", false)]
    [InlineData("models *", "models fast\nenabled false", false)]
    [InlineData("models *\neffect allow", "models fast", true)]
    [InlineData("models *", "models fast\neffect shadow", true)]
    public void A_policy_behind_a_wider_one_is_an_error(string first, string second, bool isCovered)
    {
        var result = TestLoader.Parse(
            $$"""
            :8080 {
            	ai_gateway {
            		provider openai {
            			api_key {env.OPENAI_API_KEY}
            		}
            		model fast -> openai:gpt
            		api_key k {
            			key_env FERROGATE_DEV_KEY
            		}
            		policy first {
            			{{first}}
            		}
            		policy second {
            			{{second}}
            		}
            	}
            }
            """,
            ConfigFormat.Caddyfile);

        Assert.Equal(isCovered ? [DiagnosticCodes.ConflictingOptions] : [], result.Diagnostics.Select(diagnostic => diagnostic.Code));
    }
}
