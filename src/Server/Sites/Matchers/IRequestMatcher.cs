using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary>A condition on requests. One that cannot be decided fails the request instead (<see cref="SiteRequest.Error"/>).</summary>
internal interface IRequestMatcher
{
    bool Matches(SiteRequest request);
}
