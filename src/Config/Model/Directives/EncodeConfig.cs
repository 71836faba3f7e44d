using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>encode</c>: compresses answers.</summary>
public sealed record EncodeConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    /// <summary>In the order of preference.</summary>
    public IReadOnlyList<EncoderConfig> Encoders { get; init; } = [];

    /// <summary>Shorter answers are left alone.</summary>
    public Setting<long>? MinimumLength { get; init; }

    /// <summary>Only these answers; the default is a list of content types that compress well.</summary>
    public ResponseMatchConfig? When { get; init; }
}
