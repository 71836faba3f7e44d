using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>log_skip</c>: the request is not in the access log.</summary>
public sealed record LogSkipConfig(SourceSpan Span) : DirectiveConfig(Span);
