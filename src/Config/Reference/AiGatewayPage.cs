using FerroGate.Config.Directives;

namespace FerroGate.Config.Reference;

/// <summary>The grammar of <c>ai_gateway</c>.</summary>
internal static class AiGatewayPage
{
    private const string FileName = "ai-gateway.md";

    private const string Introduction =
        """
        `ai_gateway` on a [site](sites.md) makes it serve the paths of AI APIs below `/v1/`: what a client asks a model, a provider
        answers. Its block defines providers, models, prices, keys and policies. They belong to the whole gateway: several blocks, of several
        sites or in the global options, add up, and names must differ. In TOML they are the arrays `providers`, `models`,
        `prices`, `api_keys` and `policies` at its top.

        - A **provider** is an upstream that speaks an API: its kind, its URL, its credential.
        - A **model** is a name that clients use, and where its requests go: `model NAME -> PROVIDER:MODEL`. Further words of that form,
          or `fallback` lines, are further targets.
        - A **price** says what a provider charges for a model, and since when: [whose price it is](../prices.md#whose-price-it-is).
        - An **api_key** is what a client shows: its secret, what it may use, and its limits.
        - A **policy** says who may not ask for what, or may all the same: [which target answers](../routing.md#policies).
        """;

    /// <summary>Several of everything.</summary>
    public const string Example =
        """
        http://:8080 {
        	ai_gateway {
        		provider openai {
        			kind openai
        			api_key {env.OPENAI_API_KEY}
        		}
        		provider ollama {
        			kind openai-compatible
        			base_url http://localhost:11434/v1
        			stream_usage off
        		}
        		provider echo {
        			kind echo
        			latency 50ms
        			tokens_per_second 100
        		}

        		model fast-chat -> openai:gpt-4o-mini {
        			capabilities chat streaming tools
        			input_price_per_1m 0.15
        			output_price_per_1m 0.60
        			context_window 128000
        			routing_strategy priority
        			fallback ollama:llama3:8b {
        				priority 200
        				weight 1
        			}
        		}
        		model local-chat -> ollama:llama3:8b echo:echo
        		model test-chat -> echo:echo {
        			visible_project_ids project_test
        		}

        		price ollama:* {
        			input 0
        			output 0
        		}

        		api_key team_search {
        			key_hash sha256:2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b
        			allowed_models fast-chat local-chat
        			denied_providers echo
        			request_limit_per_minute 60
        			monthly_token_budget 1000000
        			organization_id org_search
        		}
        		api_key key_dev {
        			name "Development"
        			key_env FERROGATE_DEV_KEY
        			allowed_models test-chat
        			expires_at_unix 1900000000
        		}

        		policy no-cloud-for-tests {
        			effect deny
        			project_ids project_test
        			providers openai
        			message "Tests do not leave this machine."
        		}
        	}
        }
        """;

    public static ReferencePage Make(ShapeHomes homes)
    {
        var page = new MarkdownText().Heading(1, "The AI gateway").Text(Introduction)
            .Heading(2, "An example").Code("caddyfile", Example)
            .Text("The same in TOML:").Code("toml", ExampleText.InToml(Example))
            .Heading(2, "Grammar");
        homes.TryAdd(AiParts.Shape, FileName, "Grammar");
        new ShapeSection(page, FileName, homes).Options(null, AiParts.Shape.Options, level: 3);
        return new(FileName, page.ToString());
    }
}
