using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A list'\''s default length is not above its greatest.</summary>
internal sealed class ListLimitsAreOrdered : IConfigRule
{
    // What the lists take where config does not say.
    private const int UsualDefault = 100;
    private const int UsualMost = 1000;

    public void Check(GatewayConfig config, ConfigContext context)
    {
        var (usual, most) = (config.Data.AdminListDefaultLimit, config.Data.AdminListMaxLimit);
        if ((usual?.Value ?? UsualDefault) > (most?.Value ?? UsualMost))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.LimitsReversed,
                usual?.Span ?? most?.Span,
                $"`admin_list_default_limit` ({usual?.Value ?? UsualDefault}) is above "
                + $"`admin_list_max_limit` ({most?.Value ?? UsualMost})");
        }
    }
}
