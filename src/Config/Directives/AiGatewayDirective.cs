using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;

namespace FerroGate.Config.Directives;

/// <summary><c>ai_gateway</c>: the site serves the AI paths; providers, models, keys and policies may be defined in its block.</summary>
internal static class AiGatewayDirective
{
    public static IDirective Value { get; } = new Directive<AiGatewayConfig>(
        "ai_gateway",
        "The site serves the AI paths. What the block defines belongs to the whole gateway.",
        span => new AiGatewayConfig(span),
        new Shape<AiGatewayConfig>()
            .Add(AiParts.InBlock<AiGatewayConfig>())
            .Refuse("route")
            .Refuse("auth")
            .Refuse("cache")
            .Refuse("guardrail")
            .Refuse("limits"))
    {
        TakesMatcher = false,
    };
}
