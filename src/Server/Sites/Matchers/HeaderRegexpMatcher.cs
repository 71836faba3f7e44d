using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>header_regexp</c>: one of the lines of a header.</summary>
internal sealed class HeaderRegexpMatcher(string name, RegexpCondition condition) : IRequestMatcher
{
    public bool Matches(SiteRequest request)
    {
        foreach (var value in HeaderMatcher.ValuesOf(request, name))
        {
            if (condition.Matches(request, HeaderText.Read(value ?? "")))
                return true;
        }

        return false;
    }
}
