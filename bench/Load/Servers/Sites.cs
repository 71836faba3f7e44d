using FerroGate.Bench.Load.Measuring;

namespace FerroGate.Bench.Load.Servers;

/// <summary>The directives of the gateways under load.</summary>
/// <param name="provider">The port of the provider.</param>
internal sealed class Sites(int provider)
{
    public string Proxy => $"\treverse_proxy 127.0.0.1:{provider}";

    /// <summary>The same over HTTPS.</summary>
    public string ProxyOver(ServerCertificate certificate) => $"\ttls {certificate.Chain} {certificate.Key}\n{Proxy}";

    /// <summary>One key, one model, and nothing that limits them.</summary>
    public string Ungoverned => Gateway("");

    /// <summary>The same, and the provider speaks Anthropic's form.</summary>
    public string ToAnthropic => Gateway("", kind: "anthropic");

    /// <summary>With all that keeps watch: a policy, limits, two budgets in money, and a line in the access log for each request.</summary>
    public string Governed => "\tlog\n" + Gateway(Rules);

    /// <summary>The same with so many models, and as many routes before it that lead elsewhere.</summary>
    public string GovernedAmong(int many) =>
        "\tlog\n"
        + string.Concat(Enumerable.Range(0, many - 1).Select(number => $"\thandle /route-{number}/* {{\n\t\trespond 404\n\t}}\n"))
        + Gateway(Rules + string.Concat(Enumerable.Range(2, many - 1).Select(number => $"\n\t\tmodel mock-{number} -> mock:mock-1")));

    private static string Rules =>
        """
        		price mock:mock-1 {
        			input 0.5
        			output 1.5
        		}
        		policy no-big-answers {
        			output_tokens_over 100000
        			effect deny
        		}
        		limit key-rate {
        			per key
        			requests_per_minute 100000000
        			tokens_per_minute 1000000000000
        			concurrent_requests 10000
        		}
        		limit everybody {
        			requests_per_minute 100000000
        		}
        		budget key-month {
        			per key
        			usd 1000000
        		}
        		budget organization-day {
        			per organization
        			usd 1000000
        			period day
        		}
        """;

    private string Gateway(string rules, string kind = "openai") =>
        $$"""
        	ai_gateway {
        		api_key client {
        			key {{ChatRequest.Secret}}
        			organization_id bench
        		}
        		provider mock {
        			kind {{kind}}
        			base_url http://127.0.0.1:{{provider}}/v1
        			api_key none
        		}
        		model mock-1 -> mock:mock-1
        {{rules}}
        	}
        """;
}
