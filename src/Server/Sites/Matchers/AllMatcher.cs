using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary>Every one of several conditions.</summary>
internal sealed class AllMatcher(IReadOnlyList<IRequestMatcher> matchers) : IRequestMatcher
{
    private readonly IRequestMatcher[] _matchers = [.. matchers];

    public bool Matches(SiteRequest request)
    {
        foreach (var matcher in _matchers)
        {
            if (!matcher.Matches(request))
                return false;
        }

        return true;
    }
}
