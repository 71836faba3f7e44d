using FerroGate.Config.Model;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A site with an AI gateway and no key serves nothing: allowed, but hardly meant.</summary>
internal sealed class AiSitesHaveKeys : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        if (config.Ai.ApiKeys.Count > 0 || config.Ai.JwtIssuers.Count > 0)
            return;

        foreach (var gateway in config.Sites.SelectMany(site => site.Body.Directives).OfType<AiGatewayConfig>())
        {
            context.Diagnostics.Warning(
                DiagnosticCodes.NoApiKeys,
                gateway.Span,
                "this config has no API keys; the AI paths serve nobody until a key exists",
                "make one with `ferrogate keys create`");
        }
    }
}
