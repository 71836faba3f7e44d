using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>ai_gateway</c>: the site serves the AI paths. What the block defines is in <see cref="Ai.AiConfig"/>.</summary>
public sealed record AiGatewayConfig(SourceSpan Span) : DirectiveConfig(Span);
