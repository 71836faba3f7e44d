namespace FerroGate.Config.Text;

/// <summary>A value as it was written, with its place.</summary>
public sealed record Setting<T>(T Value, SourceSpan Span)
{
    /// <summary>Another value that was written there.</summary>
    public Setting<TOther> As<TOther>(TOther value) => new(value, Span);
}
