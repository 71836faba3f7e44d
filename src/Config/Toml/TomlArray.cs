using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary>An array, also one that is written as <c>[[name]]</c>.</summary>
/// <param name="Span">Where it begins.</param>
/// <param name="Items">Its values.</param>
/// <param name="IsOpen">Further <c>[[name]]</c> may add to it.</param>
internal sealed record TomlArray(SourceSpan Span, List<TomlNode> Items, bool IsOpen) : TomlNode(Span)
{
    public override ValueKind Kind => ValueKind.Array;
}
