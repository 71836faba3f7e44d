using FerroGate.Server.Sites.Requests;
using Microsoft.Extensions.Primitives;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>header</c>: one header of the request.</summary>
internal sealed class HeaderMatcher(HeaderCondition condition) : IRequestMatcher
{
    public bool Matches(SiteRequest request) => condition.Matches(request, ValuesOf(request, condition.Name));

    /// <summary>The values of a header; here <c>Host</c> is one.</summary>
    public static StringValues ValuesOf(SiteRequest request, string name) => request.Request.Headers[name];
}
