using FerroGate.Config.Text;

namespace FerroGate.Config.Model;

/// <summary><c>respond [PATH] [BODY] [STATUS]</c>: answers by itself.</summary>
public sealed record RespondConfig(SourceSpan Span, Setting<string>? Path, Setting<Template>? Body, Setting<int>? Status)
    : DirectiveConfig(Span, Path);
