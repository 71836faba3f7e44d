using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;

namespace FerroGate.Server.Tests.Stored;

/// <summary>A provider with two accounts, one that speaks another protocol, and the keys of several tenants.</summary>
public sealed class StoredSite() : WorldFixture(Config)
{
    public static GatewayConfigText Config => new()
    {
        Reliability = "provider_dispatch_max_retries 0",
        Ai = """
            provider o {
            	kind openai
            	base_url $PROVIDER/v1
            	api_keys account-one account-two
            }
            provider single {
            	kind openai
            	base_url $PROVIDER/single
            	api_key account-three
            }
            provider speaking {
            	kind openai
            	base_url $PROVIDER/v1
            	api_key account-four
            	speaks responses
            }
            provider a {
            	kind anthropic
            	base_url $PROVIDER/v1
            	api_key anthropic-secret
            }
            model gpt -> o:gpt-x
            model claude -> a:claude-x
            model second -> o:gpt-y
            model spoken -> speaking:gpt-x
            model either -> o:gpt-x a:claude-x
            model alone -> single:gpt-x
            api_key anna {
            	key anna-secret
            	organization_id acme
            	project_id one
            }
            api_key anton {
            	key anton-secret
            	organization_id acme
            	project_id one
            }
            api_key neighbour {
            	key neighbour-secret
            	organization_id acme
            	project_id two
            }
            api_key bert {
            	key bert-secret
            	organization_id other
            }
            api_key nobody {
            	key nobody-secret
            }
            api_key alsonobody {
            	key alsonobody-secret
            }
            api_key spender {
            	key spender-secret
            	organization_id acme
            	project_id one
            	monthly_token_budget 5000
            }
            """,
    };
}
