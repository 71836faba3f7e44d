using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary>A value of a TOML text, with its place.</summary>
internal abstract record TomlNode(SourceSpan Span)
{
    public abstract ValueKind Kind { get; }
}
