using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;

namespace FerroGate.Server.Tests.Policies;

/// <summary>Providers that a request's path tells apart, and keys of projects that each meet policies of their own.</summary>
public sealed class PolicySite() : WorldFixture(new GatewayConfigText
{
    Reliability = "provider_dispatch_max_retries 0",
    Ai = $$"""
        {{Provider("a")}}
        {{Provider("b")}}
        model forbidden -> a:one {
        	alias taboo
        	fallback_models second
        }
        model pair -> a:one b:two
        model followed -> a:one {
        	fallback_models second
        }
        model second -> b:two
        model p-* -> a:* {
        	max_output_tokens 50
        }
        {{Key("trial")}}
        {{Key("skips")}}
        {{Key("closed")}}
        {{Key("followed")}}
        {{Key("shadowed")}}
        {{Key("ordered")}}
        {{Key("boss", project: "ordered")}}
        {{Key("exempt")}}
        {{Key("properties")}}
        policy no-trial {
        	project_ids tri*
        	models forbidden
        	message "Ask your team."
        }
        policy not-at-a {
        	project_ids skips closed
        	providers a
        	code not_at_a
        }
        policy no-two {
        	project_ids closed
        	provider_models tw*
        	code no_two
        }
        policy no-second {
        	project_ids followed
        	models second
        	code no_second
        }
        policy not-at-one {
        	project_ids followed
        	providers a
        	provider_models one
        	code not_at_one
        }
        policy trial-of-a {
        	effect shadow
        	project_ids shadowed
        	providers a
        	code trial_a
        }
        policy trial-of-all {
        	effect shadow
        	project_ids shadowed
        	models pair
        }
        policy boss-may {
        	effect allow
        	api_key_ids boss
        }
        policy nobody-may {
        	project_ids ordered
        }
        policy b-may {
        	effect allow
        	project_ids exempt
        	providers b
        }
        policy nobody-else-may {
        	project_ids exempt
        }
        {{Property("streams", "streaming true")}}
        {{Property("plain", "streaming false")}}
        {{Property("tools", "tools true")}}
        {{Property("no-tools", "tools false")}}
        {{Property("long", "output_tokens_over 40")}}
        {{Property("chat", "dialects chat")}}
        {{Property("gemini", "dialects gemini")}}
        {{Property("here", "client_ips 127.0.0.0/8")}}
        {{Property("elsewhere", "client_ips 203.0.113.0/24")}}
        {{Property("batch", "metadata purpose=batch-* owner=*")}}
        {{Property("always", "utc_days mon tue wed thu fri sat sun\nutc_hours 00:00-24:00")}}
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

    private static string Key(string id, string? project = null) => $$"""
        api_key {{id}} {
        	key {{id}}-secret
        	project_id {{project ?? id}}
        }
        """;

    private static string Property(string name, string condition) => $$"""
        policy {{name}} {
        	project_ids properties
        	models p-{{name}}
        	{{condition}}
        }
        """;
}
