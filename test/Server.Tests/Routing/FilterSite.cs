using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;

namespace FerroGate.Server.Tests.Routing;

/// <summary>Providers that a request's path tells apart, models whose targets can less than others, and names that lead to them.</summary>
public sealed class FilterSite() : WorldFixture(new GatewayConfigText
{
    Reliability = "provider_dispatch_max_retries 0",
    Ai = $$"""
        {{Provider("a")}}
        {{Provider("b")}}
        provider unset {
        	kind openai-compatible
        	base_url $PROVIDER/unset/v1
        	api_key {env.FERROGATE_TEST_UNSET}
        }
        model able -> a:one {
        	alias capable skilled
        	fallback_models plain
        }
        model less -> a:one {
        	fallback b:two {
        		priority 0
        		capabilities chat
        	}
        	priority 1
        }
        model plain -> b:plain {
        	capabilities chat
        	input_price_per_1m 1000
        	output_price_per_1m 1000
        }
        model narrow -> a:small {
        	context_window 100
        	fallback b:large {
        		context_window 2000
        	}
        }
        model ready -> unset:x b:two
        model hidden -> a:hidden {
        	visible_organization_ids elsewhere
        }
        model following -> a:one {
        	fallback_models hidden denied plain
        }
        model denied -> a:denied
        model star-* -> a:*
        model star-bright-* -> b:x-*-y {
        	fallback a:any
        }
        model star-one -> b:exact
        default_model plain
        api_key only-b {
        	key only-b-secret
        	allowed_providers b
        	denied_models denied
        }
        api_key no-default {
        	key no-default-secret
        	denied_models plain star-bright-*
        }
        api_key some-stars {
        	key some-stars-secret
        	allowed_models star-l* star-one
        	denied_models *-secret
        	allowed_providers a*
        }
        """,
})
{
    private static string Provider(string name) => $$"""
        provider {{name}} {
        	kind openai-compatible
        	base_url $PROVIDER/{{name}}/v1
        	api_key secret-of-{{name}}
        }
        """;
}
