using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>A provider for each protocol, with a model of the protocol's name on it.</summary>
public sealed class DialectSite() : WorldFixture(Text)
{
    internal static GatewayConfigText Text { get; } = new()
    {
        Reliability = "provider_dispatch_max_retries 0",
        Site = "log",
        Ai = """
            provider o {
            	kind openai
            	base_url $PROVIDER/v1
            	api_key provider-secret
            }
            provider a {
            	kind anthropic
            	base_url $PROVIDER/v1
            	api_key provider-secret
            }
            provider g {
            	kind gemini
            	base_url $PROVIDER/v1beta
            	api_key provider-secret
            }
            provider r {
            	kind openai
            	base_url $PROVIDER/v1
            	api_key provider-secret
            	speaks responses
            }
            provider c {
            	kind openai
            	base_url $PROVIDER/v1
            	api_key provider-secret
            	speaks chat
            }
            model only-responses -> r:gpt-x
            model only-chat -> c:gpt-x
            model strict -> c:gpt-x {
            	translation strict
            }
            model responses -> o:gpt-x
            model messages -> a:claude-x
            model gemini -> g:gemini-x
            api_key other {
            	key other-secret
            }
            api_key reader {
            	key reader-secret
            	scopes models.read
            }
            """,
    };
}
