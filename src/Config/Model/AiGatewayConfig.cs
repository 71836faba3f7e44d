using FerroGate.Config.Text;

namespace FerroGate.Config.Model;

/// <summary><c>ai_gateway</c>: the site serves the AI paths. What the block defines is in <see cref="AiConfig"/>.</summary>
public sealed record AiGatewayConfig(SourceSpan Span) : DirectiveConfig(Span, null);
