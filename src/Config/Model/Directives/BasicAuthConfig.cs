using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>basic_auth</c>: asks for a name and a password.</summary>
public sealed record BasicAuthConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public Setting<string>? Realm { get; init; }

    public IReadOnlyList<BasicAuthUserConfig> Users { get; init; } = [];
}
