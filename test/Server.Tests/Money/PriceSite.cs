using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;

namespace FerroGate.Server.Tests.Money;

/// <summary>Models whose targets have prices of their own, prices of the config in their history, and none.</summary>
public sealed class PriceSite() : WorldFixture(Config)
{
    public static GatewayConfigText Config => new()
    {
        Reliability = "provider_dispatch_max_retries 0",
        Ai = $$"""
            {{Provider("one", "openai", "speaks chat")}}
            {{Provider("two", "openai", "speaks chat")}}
            {{Provider("stored", "openai", "speaks responses")}}
            {{Provider("claude", "anthropic", "")}}
            {{Provider("google", "gemini", "")}}
            model chat -> one:every-kind
            model responses -> stored:every-kind
            model messages -> claude:every-kind
            model gemini -> google:every-kind
            price *:every-kind {
            	input 1
            	cached_input 0.1
            	cache_write 1.25
            	cache_write_1h 2
            	audio_input 4
            	image_input 5
            	output 10
            	reasoning 20
            	audio_output 40
            }
            model detailed -> one:detailed
            model dated -> one:dated
            model own -> one:dated {
            	input_price_per_1m 1
            	output_price_per_1m 1
            }
            model any-* -> one:m-*
            model failing -> one:first two:second
            model cheapest -> one:dear two:cheap {
            	routing_strategy lowest_cost
            }
            model free-of-price -> one:unknown
            model background -> stored:slow
            price one:detailed {
            	input 3
            	output 15
            	cached_input 0.3
            	cache_write 3.75
            	audio_input 40
            	reasoning 20
            	audio_output 80
            	request 0.001
            	above 1000 {
            		input 6
            		output 30
            	}
            }
            price one:dated {
            	input 100
            	output 100
            }
            price one:dated {
            	from 2020-01-01
            	input 7
            	output 9
            }
            price one:dated {
            	from 2999-01-01
            	input 1000
            	output 1000
            }
            price one:m-* {
            	input 2
            	output 2
            }
            price one:m-exact {
            	input 5
            	output 5
            }
            price *:first {
            	input 11
            	output 13
            }
            price two:* {
            	input 17
            	output 19
            }
            price *:dear {
            	input 20
            	output 20
            }
            price stored:slow {
            	from 2020-01-01
            	input 1
            	output 10
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
}
