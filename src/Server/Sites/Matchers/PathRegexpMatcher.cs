using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>path_regexp</c>: the path, without escapes and cleaned.</summary>
internal sealed class PathRegexpMatcher(RegexpCondition condition) : IRequestMatcher
{
    public bool Matches(SiteRequest request) =>
        condition.Matches(request, PathText.Clean(request.Target.Path, mergeSlashes: true));
}
