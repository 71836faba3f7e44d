using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>log_append</c>: adds a field to the request's line in the access log.</summary>
public sealed record LogAppendConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    /// <summary>A name that begins with <c>&lt;</c> takes the value before the request is handled.</summary>
    public Setting<string>? Field { get; init; }

    public Setting<Template>? Value { get; init; }
}
