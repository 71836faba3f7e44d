using FerroGate.Config.Text;

namespace FerroGate.Config.Model;

/// <summary>One site: where it answers, and what it does with a request.</summary>
public sealed record SiteConfig
{
    public required IReadOnlyList<Setting<SiteAddress>> Addresses { get; init; }

    /// <summary><c>bind</c>: the interfaces to listen on; empty is every one.</summary>
    public IReadOnlyList<Setting<string>> Binds { get; init; } = [];

    /// <summary><c>log</c>: the site's requests are in the access log.</summary>
    public Setting<bool>? Log { get; init; }

    /// <summary>What it does, in the order in which it is tried.</summary>
    public IReadOnlyList<DirectiveConfig> Directives { get; init; } = [];
}
