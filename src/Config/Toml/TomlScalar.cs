using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary>A string, number, boolean or date.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="ScalarKind">What it was written as.</param>
/// <param name="Text">The string, or the rest as it was written.</param>
internal sealed record TomlScalar(SourceSpan Span, ValueKind ScalarKind, string Text) : TomlNode(Span)
{
    public override ValueKind Kind => ScalarKind;
}
