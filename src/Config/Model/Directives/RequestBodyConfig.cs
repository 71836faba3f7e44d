using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>request_body</c>: bounds or replaces the request's body.</summary>
public sealed record RequestBodyConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    /// <summary>In bytes; a longer one is answered with 413.</summary>
    public Setting<long>? MaxSize { get; init; }

    public Setting<TimeSpan>? ReadTimeout { get; init; }

    public Setting<TimeSpan>? WriteTimeout { get; init; }

    /// <summary>What takes the place of the body.</summary>
    public Setting<Template>? Body { get; init; }
}
