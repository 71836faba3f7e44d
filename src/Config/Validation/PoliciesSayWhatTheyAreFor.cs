using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A policy says what it is for, so that nobody denies everything by leaving a line out.</summary>
internal sealed class PoliciesSayWhatTheyAreFor : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var policy in config.Ai.Policies.Where(policy => !context.IsIncomplete(policy.Name.Span) && PolicyReach.IsOpen(policy)))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.IncompleteOption,
                policy.Name.Span,
                $"`policy {policy.Name.Value}` does not say what it is for",
                "write `models *` if it is for every request");
        }
    }
}
