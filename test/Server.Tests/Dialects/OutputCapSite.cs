using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>A provider for each protocol with a model whose output is capped, and keys that have theirs capped.</summary>
public sealed class OutputCapSite() : WorldFixture(new GatewayConfigText
{
    Reliability = "provider_dispatch_max_retries 0",
    Ai = $$"""
        provider o {
        	kind openai
        	base_url $PROVIDER/v1
        	api_key provider-secret
        }
        provider r {
        	kind openai
        	base_url $PROVIDER/v1
        	api_key provider-secret
        	speaks responses
        }
        provider a {
        	kind anthropic
        	base_url $PROVIDER/v1
        	api_key provider-secret
        }
        provider g {
        	kind gemini
        	base_url $PROVIDER/v1beta
        	api_key provider-secret
        }
        {{Capped("compatible", "up")}}
        {{Capped("openai", "o")}}
        {{Capped("responses", "r")}}
        {{Capped("messages", "a")}}
        {{Capped("gemini", "g")}}
        model free -> o:gpt-x
        model large -> a:claude-x {
        	max_output_tokens 64000
        }
        api_key capped {
        	key capped-secret
        	cap_output on
        }
        api_key poor {
        	key poor-secret
        	monthly_token_budget 1000
        	cap_output on
        }
        api_key poorer {
        	key poorer-secret
        	monthly_token_budget 1000
        	cap_output on
        }
        """,
})
{
    private static string Capped(string name, string provider) => $$"""
        model {{name}} -> {{provider}}:model-x {
        	max_output_tokens 2000
        	cap_output on
        }
        """;
}
