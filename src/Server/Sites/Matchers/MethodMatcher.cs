using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>method</c>: one of some methods, in the letter case of the config.</summary>
internal sealed class MethodMatcher(IEnumerable<string> methods) : IRequestMatcher
{
    private readonly string[] _methods = [.. methods];

    public bool Matches(SiteRequest request) => _methods.AsSpan().Contains(request.Request.Method);
}
