using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Servers;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model;

/// <summary>One site: where it answers, and what it does with a request.</summary>
public sealed record SiteConfig
{
    public required IReadOnlyList<Setting<SiteAddress>> Addresses { get; init; }

    /// <summary><c>bind</c>: the interfaces to listen on; empty is every one.</summary>
    public IReadOnlyList<Setting<string>> Binds { get; init; } = [];

    public TlsConfig? Tls { get; init; }

    /// <summary><c>log</c>: the site's requests are in the access log.</summary>
    public IReadOnlyList<LogConfig> Logs { get; init; } = [];

    /// <summary><c>handle_errors</c>: who answers what failed; the first that matches.</summary>
    public IReadOnlyList<HandleErrorsConfig> ErrorHandlers { get; init; } = [];

    /// <summary>What it does.</summary>
    public DirectiveListConfig Body { get; init; } = DirectiveListConfig.Empty;
}
