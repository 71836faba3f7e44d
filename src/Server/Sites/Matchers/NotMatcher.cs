using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>not</c>: what does not match.</summary>
internal sealed class NotMatcher(IRequestMatcher inner) : IRequestMatcher
{
    public bool Matches(SiteRequest request) => !inner.Matches(request) && request.Error is null;
}
