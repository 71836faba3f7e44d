using FerroGate.Config.Text;

namespace FerroGate.Config.Model;

/// <summary>One thing that a site does with the requests whose path matches.</summary>
/// <param name="Span">Where the directive stands.</param>
/// <param name="Path">The path matcher; <c>null</c> matches everything.</param>
public abstract record DirectiveConfig(SourceSpan Span, Setting<string>? Path);
