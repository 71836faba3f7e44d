using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;
using Microsoft.Extensions.Primitives;

namespace FerroGate.Server.Sites.Matchers;

/// <summary>What must be true of one header of a request or an answer: one of some values, any value, or none.</summary>
internal sealed class HeaderCondition
{
    private const char Absent = '!';

    private readonly bool _mustBeAbsent;
    private readonly CompiledTemplate[] _values;

    public HeaderCondition(string name, IEnumerable<CompiledTemplate> values)
    {
        _mustBeAbsent = name.StartsWith(Absent);
        Name = _mustBeAbsent ? name[1..] : name;
        _values = [.. values];
    }

    public string Name { get; }

    public bool Matches(SiteRequest request, StringValues actual)
    {
        if (_mustBeAbsent)
            return actual.Count == 0;
        if (_values.Length == 0)
            return actual.Count > 0;

        foreach (var value in actual)
        {
            var text = HeaderText.Read(value ?? "");
            foreach (var wanted in _values)
            {
                if (TextPattern.Matches(wanted.Fill(request), text, StringComparison.Ordinal))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The conditions of a config; several of one header are alternatives.</summary>
    public static HeaderCondition[] Compile(
        IEnumerable<Config.Model.Directives.HeaderMatchConfig> headers, TemplateCompiler templates) =>
    [
        .. headers
            .GroupBy(header => header.Name!.Value, StringComparer.OrdinalIgnoreCase)
            .Select(group => new HeaderCondition(group.Key, group.SelectMany(header => header.Values).Select(value => templates.Compile(value.Value)))),
    ];
}
