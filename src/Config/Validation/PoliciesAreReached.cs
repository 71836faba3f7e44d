using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Policies;

namespace FerroGate.Config.Validation;

/// <summary>No policy stands behind one that decides all that it is for: it would never be asked, and may say the contrary.</summary>
internal sealed class PoliciesAreReached : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        var deciding = new List<PolicyConfig>();
        foreach (var policy in config.Ai.Policies.Where(policy => policy.Enabled?.Value != false && !context.IsIncomplete(policy.Name.Span) && !PolicyReach.IsOpen(policy)))
        {
            if (deciding.Find(earlier => PolicyReach.Covers(earlier, policy)) is { } first)
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.ConflictingOptions,
                    policy.Name.Span,
                    $"`policy {policy.Name.Value}` is never asked: `policy {first.Name.Value}` in line {first.Name.Span.Line} decides all that it is for",
                    "the first policy that is for a request decides: put the narrower one before it, or remove one");
            }
            else if (policy.Effect?.Value != PolicyEffect.Shadow)
            {
                deciding.Add(policy);
            }
        }
    }
}
