using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Core.Policies;

namespace FerroGate.Config.Validation;

/// <summary>Only who refuses says why.</summary>
internal sealed class PoliciesRefuseInWords : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var policy in config.Ai.Policies.Where(policy => policy.Effect?.Value == PolicyEffect.Allow))
        {
            Check(policy.Code, "code");
            Check(policy.Message, "message");

            void Check(Setting<string>? words, string option)
            {
                if (words is null)
                    return;

                context.Diagnostics.Error(
                    DiagnosticCodes.ConflictingOptions,
                    words.Span,
                    $"`policy {policy.Name.Value}` allows, so nobody is ever told its `{option}`",
                    $"remove `{option}`, or write `effect deny`");
            }
        }
    }
}
