using FerroGate.Config.Model;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>query</c>: of every parameter that is named, one of its values. A query that cannot be read matches nothing.</summary>
internal sealed class QueryMatcher : IRequestMatcher
{
    private readonly (CompiledTemplate Name, CompiledTemplate[] Values)[] _parameters;

    public QueryMatcher(IEnumerable<Template> parameters, TemplateCompiler templates)
    {
        _parameters =
        [
            .. parameters
                .Where(parameter => parameter.Constant != "")
                .Select(parameter => Split(parameter, templates))
                .GroupBy(parameter => parameter.Name.Written, StringComparer.Ordinal)
                .Select(group => (group.First().Name, group.Select(parameter => parameter.Value).ToArray())),
        ];
    }

    public bool Matches(SiteRequest request)
    {
        var query = QueryText.Read(request.Target.Query, out var isWhole);
        if (!isWhole)
            return false;
        if (_parameters.Length == 0)
            return query.Count == 0;

        foreach (var (name, values) in _parameters)
        {
            if (!Has(query, name.Fill(request), values, request))
                return false;
        }

        return true;
    }

    // Only the first of several counts, as in Caddy.
    private static bool Has(List<(string Name, string Value)> query, string name, CompiledTemplate[] values, SiteRequest request)
    {
        var found = query.FindIndex(parameter => parameter.Name == name);
        return found >= 0 && values.Any(value => value.Fill(request) is var wanted && (wanted == "*" || wanted == query[found].Value));
    }

    private static (CompiledTemplate Name, CompiledTemplate Value) Split(Template parameter, TemplateCompiler templates)
    {
        for (var i = 0; i < parameter.Parts.Count; i++)
        {
            var part = parameter.Parts[i];
            if (part.IsPlaceholder || part.Text.IndexOf('=', StringComparison.Ordinal) is not (>= 0 and var equal))
                continue;

            var name = new Template([.. parameter.Parts.Take(i), part with { Text = part.Text[..equal] }]);
            var value = new Template([part with { Text = part.Text[(equal + 1)..] }, .. parameter.Parts.Skip(i + 1)]);
            return (templates.Compile(name), templates.Compile(value));
        }

        return (templates.Compile(parameter), templates.Compile(Template.Of("")));
    }
}
