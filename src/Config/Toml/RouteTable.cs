using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary><c>[[routes]]</c>: requests that go to an upstream; the first that matches takes them.</summary>
internal sealed record RouteTable(SourceSpan Span)
{
    public Setting<string>? Name { get; init; }

    public Setting<string>? Upstream { get; init; }

    public IReadOnlyList<Setting<string>> Hosts { get; init; } = [];

    /// <summary>Each is a path, and everything below it.</summary>
    public IReadOnlyList<Setting<string>> PathPrefixes { get; init; } = [];

    public IReadOnlyList<RouteHeader> MatchHeaders { get; init; } = [];

    public Setting<string>? StripPrefix { get; init; }

    public Setting<string>? AddPrefix { get; init; }

    public IReadOnlyList<RouteHeader> RequestHeaders { get; init; } = [];

    public IReadOnlyList<RouteHeader> ResponseHeaders { get; init; } = [];

    public Setting<bool>? Enabled { get; init; }
}
