using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>The circuit breaker has a threshold and a cooldown, or neither.</summary>
internal sealed class CircuitBreakerIsWhole : IConfigRule
{
    private const string ThresholdName = "provider_circuit_breaker_failure_threshold";
    private const string CooldownName = "provider_circuit_breaker_cooldown_secs";

    public void Check(GatewayConfig config, ConfigContext context)
    {
        var (threshold, cooldown) = (config.Reliability.CircuitBreakerFailureThreshold, config.Reliability.CircuitBreakerCooldown);
        if ((threshold is null) == (cooldown is null) || context.IsWrong(ThresholdName) || context.IsWrong(CooldownName))
            return;

        context.Diagnostics.Error(
            DiagnosticCodes.IncompleteOption,
            threshold?.Span ?? cooldown?.Span,
            threshold is null
                ? $"`{CooldownName}` needs `{ThresholdName}` too"
                : $"`{ThresholdName}` needs `{CooldownName}` too");
    }
}
