using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Matchers;

/// <summary>A named matcher: a request matches when every kind of condition in it holds.</summary>
public sealed record MatcherConfig
{
    /// <summary>Without the <c>@</c>; <c>null</c> inside <c>not</c>.</summary>
    public Setting<string>? Name { get; init; }

    /// <summary>One of these paths; they may begin, end or be divided by <c>*</c>.</summary>
    public IReadOnlyList<Setting<Template>> Paths { get; init; } = [];

    public IReadOnlyList<RegexpMatchConfig> PathRegexps { get; init; } = [];

    /// <summary>One of these host names; a label may be <c>*</c>.</summary>
    public IReadOnlyList<Setting<Template>> Hosts { get; init; } = [];

    public IReadOnlyList<Setting<string>> Methods { get; init; } = [];

    /// <summary>All of these headers.</summary>
    public IReadOnlyList<Directives.HeaderMatchConfig> Headers { get; init; } = [];

    public IReadOnlyList<FieldRegexpMatchConfig> HeaderRegexps { get; init; } = [];

    /// <summary>
    /// <c>name=value</c>; of one name one of its values, and that for every name. A value of <c>*</c> is any; an empty text is
    /// an empty query.
    /// </summary>
    public IReadOnlyList<Setting<Template>> Queries { get; init; } = [];

    /// <summary><c>http</c>, <c>https</c>, <c>grpc</c>, <c>http/1.1</c> and the like.</summary>
    public Setting<string>? Protocol { get; init; }

    /// <summary>The peer's address is in one of these ranges.</summary>
    public IReadOnlyList<Setting<string>> RemoteIps { get; init; } = [];

    /// <summary>The client's address, as trusted proxies report it, is in one of these ranges.</summary>
    public IReadOnlyList<Setting<string>> ClientIps { get; init; } = [];

    public FileMatchConfig? File { get; init; }

    /// <summary>All of these variables, each with one of its values.</summary>
    public IReadOnlyList<FieldMatchConfig> Variables { get; init; } = [];

    public IReadOnlyList<FieldRegexpMatchConfig> VariableRegexps { get; init; } = [];

    /// <summary>None of these may match.</summary>
    public IReadOnlyList<MatcherConfig> Not { get; init; } = [];
}
