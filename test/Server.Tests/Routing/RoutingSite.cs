using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;

namespace FerroGate.Server.Tests.Routing;

/// <summary>Three providers that a request's path tells apart, and models that choose among them.</summary>
public sealed class RoutingSite() : WorldFixture(Config)
{
    public static GatewayConfigText Config => new()
    {
        Reliability = "provider_dispatch_max_retries 0",
        Ai = $$"""
            {{Provider("a")}}
            {{Provider("b")}}
            {{Provider("c")}}
            model in-order -> a:one {
            	input_price_per_1m 1
            	output_price_per_1m 1
            	fallback b:two {
            		priority 1
            		input_price_per_1m 1000
            		output_price_per_1m 2000
            	}
            	fallback c:three {
            		priority 2
            	}
            	fallback c:off {
            		priority 0
            		enabled false
            	}
            }
            model last -> a:one b:two {
            	priority 200
            }
            model shared -> a:one b:two {
            	routing_strategy balanced
            }
            model cheap -> a:one {
            	routing_strategy lowest_cost
            	input_price_per_1m 0
            	output_price_per_1m 10
            	fallback b:two {
            		input_price_per_1m 10
            		output_price_per_1m 0
            	}
            }
            model idle -> a:one b:two {
            	routing_strategy least_busy
            }
            model fast -> a:first b:fast {
            	routing_strategy lowest_latency
            }
            model by-session -> a:one b:two c:three {
            	routing_strategy weighted
            	sticky header X-Session
            }
            model by-key -> a:one b:two c:three {
            	routing_strategy weighted
            	sticky key
            }
            model by-prefix -> a:one b:two c:three {
            	routing_strategy weighted
            	sticky prefix
            }
            api_key other {
            	key other-secret
            }
            """,
    };

    private static string Provider(string name) => $$"""
        provider {{name}} {
        	kind openai-compatible
        	base_url $PROVIDER/{{name}}/v1
        	api_key secret-of-{{name}}
        }
        """;
}
