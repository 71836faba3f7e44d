using FerroGate.Config.Patterns;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary>A regular expression that keeps what it catches for <c>{re.*}</c>.</summary>
/// <param name="name">What the captures are called.</param>
/// <param name="expression">The expression.</param>
internal sealed class RegexpCondition(string? name, RegularExpression expression)
{
    private readonly CompiledExpression _expression = expression.Compile();

    public bool Matches(SiteRequest request, string text)
    {
        if (_expression.Match(text) is not { } match)
            return false;

        request.Capture(name, match);
        return true;
    }
}
