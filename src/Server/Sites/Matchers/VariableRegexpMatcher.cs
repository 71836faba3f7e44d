using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>vars_regexp</c>: a regular expression over a variable.</summary>
internal sealed class VariableRegexpMatcher(VariableValue variable, RegexpCondition condition) : IRequestMatcher
{
    public bool Matches(SiteRequest request) => condition.Matches(request, variable.Of(request));
}
