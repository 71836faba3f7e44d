using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Core.Snapshot;

namespace FerroGate.Config.Validation;

/// <summary>A list's default length is not above its greatest.</summary>
internal sealed class ListLimitsAreOrdered : IConfigRule
{
    // What the lists take where config does not say.
    private static readonly AdminListSettings Defaults = new();

    public void Check(GatewayConfig config, ConfigContext context)
    {
        var (usual, most) = (config.Data.AdminListDefaultLimit, config.Data.AdminListMaxLimit);
        if ((usual?.Value ?? Defaults.DefaultLimit) > (most?.Value ?? Defaults.MaxLimit))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.LimitsReversed,
                usual?.Span ?? most?.Span,
                $"`admin_list_default_limit` ({usual?.Value ?? Defaults.DefaultLimit}) is above "
                + $"`admin_list_max_limit` ({most?.Value ?? Defaults.MaxLimit})");
        }
    }
}
