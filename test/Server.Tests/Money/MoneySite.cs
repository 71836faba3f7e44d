using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;

namespace FerroGate.Server.Tests.Money;

/// <summary>For two protocols a model with two targets of different prices, and keys with budgets.</summary>
public sealed class MoneySite() : WorldFixture(Config)
{
    public static GatewayConfigText Config => new()
    {
        Reliability = "provider_dispatch_max_retries 0",
        Ai = $$"""
            {{Provider("first", "openai", "speaks chat")}}
            {{Provider("second", "openai", "speaks chat")}}
            {{Provider("third", "anthropic", "")}}
            {{Provider("fourth", "anthropic", "")}}
            {{Model("chat", "first", "second")}}
            {{Model("messages", "third", "fourth")}}
            api_key spender {
            	key spender-secret
            	monthly_token_budget 2000
            }
            api_key miser {
            	key miser-secret
            	monthly_token_budget 2000
            }
            """,
    };

    private static string Provider(string name, string kind, string more) => $$"""
        provider {{name}} {
        	kind {{kind}}
        	base_url $PROVIDER/{{name}}/v1
        	api_key {{name}}-secret
        	{{more}}
        }
        """;

    private static string Model(string name, string first, string second) => $$"""
        model {{name}} -> {{first}}:m1 {
        	input_price_per_1m 1
        	output_price_per_1m 2
        	fallback {{second}}:m2 {
        		input_price_per_1m 10
        		output_price_per_1m 20
        	}
        }
        """;
}
