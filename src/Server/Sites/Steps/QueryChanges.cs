using FerroGate.Config.Model.Directives;
using FerroGate.Config.Patterns;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>uri query</c>: changes parameters of the query, and writes it anew with the names in order.</summary>
internal sealed class QueryChanges(IReadOnlyList<QueryRuleConfig> rules, TemplateCompiler templates)
{
    private const string EveryParameter = "*";

    private readonly Rule[] _rules =
    [
        .. rules.OrderBy(rule => rule.Operation).Select(rule => new Rule(
            rule.Operation, templates.Compile(rule.Name!.Value), rule.Find?.Value.Compile(), templates.CompileIfThere(rule.Value))),
    ];

    public RequestTarget Apply(SiteRequest request)
    {
        var query = QueryText.Read(request.Target.Query, out _);
        foreach (var rule in _rules)
            Apply(query, rule, rule.Name.Fill(request), rule.Value?.Fill(request) ?? "");

        var written = query
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .Select(parameter => $"{GoEscapes.EscapeQuery(parameter.Name)}={GoEscapes.EscapeQuery(parameter.Value)}");
        return request.Target with { Query = string.Join('&', written) };
    }

    private static void Apply(List<(string Name, string Value)> query, Rule rule, string name, string value)
    {
        switch (rule.Operation)
        {
            case QueryOperation.Add:
                query.Add((name, value));
                break;
            case QueryOperation.Delete:
                query.RemoveAll(parameter => parameter.Name == name);
                break;
            case QueryOperation.Rename when query.Exists(parameter => parameter.Name == name):
                var values = query.Where(parameter => parameter.Name == name).Select(parameter => (value, parameter.Value)).ToList();
                query.RemoveAll(parameter => parameter.Name == name || parameter.Name == value);
                query.AddRange(values);
                break;
            case QueryOperation.Replace when rule.Find is { } find:
                var replacement = Expansion.Read(value);
                for (var i = 0; i < query.Count; i++)
                {
                    if (name == EveryParameter || query[i].Name == name)
                        query[i] = (query[i].Name, find.ReplaceAll(query[i].Value, replacement));
                }

                break;
            case QueryOperation.Set:
                query.RemoveAll(parameter => parameter.Name == name);
                query.Add((name, value));
                break;
            default:
                break;
        }
    }

    private sealed record Rule(QueryOperation Operation, CompiledTemplate Name, CompiledExpression? Find, CompiledTemplate? Value);
}
