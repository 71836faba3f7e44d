using FerroGate.Testing.Provider;

namespace FerroGate.Testing.Gateway;

/// <summary>
/// The Caddyfile of a test world: one site on a free port of 127.0.0.1 with one provider. A test says only what it cares
/// about.
/// </summary>
public sealed record GatewayConfigText
{
    /// <summary>The key that every world knows, with everything but <c>proxy.use</c>.</summary>
    public const string Key = "test-secret";

    /// <summary>Lines of the global block.</summary>
    public string Global { get; init; } = "";

    /// <summary>Lines of the global block's <c>data</c>.</summary>
    public string Data { get; init; } = "";

    /// <summary>What a record of the journal survives.</summary>
    public string Durability { get; init; } = "process";

    /// <summary>Lines of the global block's <c>reliability</c>.</summary>
    public string Reliability { get; init; } = "";

    /// <summary>Lines of the provider <c>up</c> after its kind, URL and credential.</summary>
    public string Provider { get; init; } = "";

    /// <summary>Lines of the site beside <c>ai_gateway</c>.</summary>
    public string Site { get; init; } = "";

    /// <summary>More lines of <c>ai_gateway</c>: models, keys and providers of the test's own.</summary>
    public string Ai { get; init; } = "";

    /// <summary>More sites.</summary>
    public string More { get; init; } = "";

    /// <summary>The models on the provider <c>up</c>, all led to <c>gpt-4o-mini</c>.</summary>
    public IReadOnlyList<string> Models { get; init; } = ["fast-chat"];

    /// <summary>The whole Caddyfile; <c>$PROVIDER</c> in its parts stands for the provider's address.</summary>
    public string For(FakeProvider provider, string dataFolder) => Text(provider, dataFolder)
        .Replace("$PROVIDER", provider.Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal);

    private string Text(FakeProvider provider, string dataFolder) => $$"""
        {
        	admin 127.0.0.1:0
        	{{Indent(Global, 1)}}
        	data {
        		path {{dataFolder}}
        		durability {{Durability}}
        		{{Indent(Data, 2)}}
        	}
        	reliability {
        		{{Indent(Reliability, 2)}}
        	}
        }
        http://:0 {
        	bind 127.0.0.1
        	{{Indent(Site, 1)}}
        	ai_gateway {
        		provider up {
        			kind openai-compatible
        			base_url {{provider.Address}}v1
        			api_key provider-secret
        			{{Indent(Provider, 3)}}
        		}
        		{{Indent(string.Join('\n', Models.Select(Model)), 2)}}
        		api_key tester {
        			key {{Key}}
        			scopes models.read chat.completions responses.create messages.create embeddings.create admin.read
        		}
        		{{Indent(Ai, 2)}}
        	}
        }
        {{More}}

        """;

    private static string Model(string name) => $$"""
        model {{name}} -> up:gpt-4o-mini {
        	capabilities chat streaming tools vision structured_output audio prefill
        	input_price_per_1m 0.15
        	output_price_per_1m 0.60
        }
        """;

    private static string Indent(string lines, int depth) => lines.Trim().ReplaceLineEndings("\n" + new string('\t', depth));
}
