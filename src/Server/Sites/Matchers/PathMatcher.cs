using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>path</c>: one of some paths.</summary>
internal sealed class PathMatcher : IRequestMatcher
{
    private readonly (PathPattern? Ready, CompiledTemplate Template)[] _patterns;

    public PathMatcher(IEnumerable<CompiledTemplate> patterns) =>
        _patterns = [.. patterns.Select(pattern => (pattern.Constant is { } text ? new PathPattern(text) : null, pattern))];

    /// <summary>Its patterns, where none of them is filled in by the request; else <c>null</c>.</summary>
    public IReadOnlyList<PathPattern>? Constants =>
        _patterns.All(pattern => pattern.Ready is not null) ? [.. _patterns.Select(pattern => pattern.Ready!)] : null;

    public bool Matches(SiteRequest request)
    {
        foreach (var (ready, template) in _patterns)
        {
            if ((ready ?? new PathPattern(template.Fill(request))).Matches(request.Target))
                return true;
        }

        return false;
    }
}
