using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>The circuit breaker has something that opens it and a cooldown, or neither; and what belongs to the rate has a rate.</summary>
internal sealed class CircuitBreakerIsWhole : IConfigRule
{
    private const string ThresholdName = "provider_circuit_breaker_failure_threshold";
    private const string RateName = "provider_circuit_breaker_failure_rate_percent";
    private const string CooldownName = "provider_circuit_breaker_cooldown_secs";
    private const string WindowName = "provider_circuit_breaker_window_secs";
    private const string MinimumName = "provider_circuit_breaker_min_requests";

    public void Check(GatewayConfig config, ConfigContext context)
    {
        var reliability = config.Reliability;
        if (reliability.CircuitBreakerFailureRate is null && !context.IsWrong(RateName))
        {
            Needs(reliability.CircuitBreakerWindow?.Span, WindowName, $"`{RateName}`", context);
            Needs(reliability.CircuitBreakerMinimumRequests?.Span, MinimumName, $"`{RateName}`", context);
        }

        if (context.IsWrong(ThresholdName) || context.IsWrong(RateName) || context.IsWrong(CooldownName))
            return;

        if (reliability.CircuitBreakerCooldown is null)
        {
            Needs(reliability.CircuitBreakerFailureThreshold?.Span, ThresholdName, $"`{CooldownName}`", context);
            Needs(reliability.CircuitBreakerFailureRate?.Span, RateName, $"`{CooldownName}`", context);
        }
        else if (reliability is { CircuitBreakerFailureThreshold: null, CircuitBreakerFailureRate: null })
        {
            Needs(reliability.CircuitBreakerCooldown.Span, CooldownName, $"`{ThresholdName}` or `{RateName}`", context);
        }
    }

    private static void Needs(SourceSpan? written, string name, string needed, ConfigContext context)
    {
        if (written is not null)
            context.Diagnostics.Error(DiagnosticCodes.IncompleteOption, written, $"`{name}` needs {needed} too");
    }
}
