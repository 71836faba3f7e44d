using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>uri query</c>: changes parameters of the query, and writes it anew with the names in order.</summary>
internal sealed class QueryChanges(IReadOnlyList<QueryRuleConfig> rules, TemplateCompiler templates)
{
    private readonly (QueryOperation Operation, CompiledTemplate Name, CompiledTemplate? Value)[] _rules =
        [.. rules.Select(rule => (rule.Operation, templates.Compile(rule.Name!.Value), templates.CompileIfThere(rule.Value)))];

    public RequestTarget Apply(SiteRequest request)
    {
        var query = QueryText.Read(request.Target.Query, out _);
        foreach (var (operation, name, value) in _rules)
            Apply(query, operation, name.Fill(request), value?.Fill(request) ?? "");

        var written = query
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .Select(parameter => $"{GoEscapes.EscapeQuery(parameter.Name)}={GoEscapes.EscapeQuery(parameter.Value)}");
        return request.Target with { Query = string.Join('&', written) };
    }

    private static void Apply(List<(string Name, string Value)> query, QueryOperation operation, string name, string value)
    {
        switch (operation)
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
            case QueryOperation.Set:
                query.RemoveAll(parameter => parameter.Name == name);
                query.Add((name, value));
                break;
            default:
                break;
        }
    }
}
