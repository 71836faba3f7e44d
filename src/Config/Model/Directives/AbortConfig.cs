using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>abort</c>: ends the connection without an answer.</summary>
public sealed record AbortConfig(SourceSpan Span) : DirectiveConfig(Span);
