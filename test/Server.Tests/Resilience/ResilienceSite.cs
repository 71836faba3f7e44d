using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>For each protocol a model with two targets of different providers, so that a test tells by the path who was asked.</summary>
public sealed class ResilienceSite() : WorldFixture(Config)
{
    /// <summary>How long a target may say nothing.</summary>
    public const double LimitMs = 2000;

    private static readonly string[] Places = ["first", "second"];

    public static GatewayConfigText Config => new()
    {
        Reliability = """
            provider_dispatch_max_retries 1
            provider_dispatch_timeout_secs 2
            provider_first_token_timeout_secs 2
            provider_stream_silence_secs 2
            """,
        Ai = $$"""
            {{Provider("chat", "openai", "/v1", "speaks chat")}}
            {{Provider("responses", "openai", "/v1", "speaks responses")}}
            {{Provider("messages", "anthropic", "/v1", "")}}
            {{Provider("gemini", "gemini", "/v1beta", "")}}
            model chat -> chat-first:m1 chat-second:m2
            model responses -> responses-first:m1 responses-second:m2
            model messages -> messages-first:m1 messages-second:m2
            model gemini -> gemini-first:m1 gemini-second:m2
            {{Special("chat")}}
            {{Special("responses")}}
            {{Special("messages")}}
            {{Special("gemini")}}
            model across -> chat-first:m1 messages-second:m2
            model alone -> chat-first:m1
            model patient -> chat-first:m1 chat-second:m2 {
            	timeouts {
            		first_token 1m
            		silence 1m
            	}
            }
            """,
    };

    private static string Provider(string dialect, string kind, string path, string more) => string.Concat(Places.Select(place => $$"""
        provider {{dialect}}-{{place}} {
        	kind {{kind}}
        	base_url $PROVIDER/{{place}}{{path}}
        	api_key {{place}}-secret
        	{{more}}
        }

        """));

    // One that asks others when a target refuses, and one whose last target reads more than the first two.
    private static string Special(string dialect) => $$"""
        model {{dialect}}-shopping -> {{dialect}}-first:m1 {{dialect}}-second:m2 {
        	content_refusal next
        }
        model {{dialect}}-roomy -> {{dialect}}-first:small {
        	context_window 8000
        	fallback {{dialect}}-second:also-small {
        		context_window 8000
        	}
        	fallback {{dialect}}-second:large {
        		context_window 200000
        	}
        }

        """;
}
