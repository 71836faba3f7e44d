using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>Tokens that an issuer makes for other services are none for this gateway, so each issuer says which are.</summary>
internal sealed class JwtIssuersHaveAudiences : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var issuer in config.Ai.JwtIssuers.Where(issuer => issuer.Audiences.Count == 0 && !context.IsIncomplete(issuer.Name.Span)))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.MissingOption, issuer.Name.Span, $"`jwt_issuer {issuer.Name.Value}` needs an `audience`: tokens for other services are none for this one");
        }
    }
}
