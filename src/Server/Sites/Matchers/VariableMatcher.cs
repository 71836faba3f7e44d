using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>vars</c>: a variable has one of some values.</summary>
internal sealed class VariableMatcher(VariableValue variable, IEnumerable<CompiledTemplate> values) : IRequestMatcher
{
    private readonly CompiledTemplate[] _values = [.. values];

    public bool Matches(SiteRequest request)
    {
        var actual = variable.Of(request);
        foreach (var value in _values)
        {
            if (value.Fill(request) == actual)
                return true;
        }

        return false;
    }
}
