using FerroGate.Config.Model.Directives;
using FerroGate.Config.Patterns;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>map</c>: sets placeholders to what stands beside the first input that matches. It is asked when one is used.</summary>
internal sealed class MapStep
{
    private const string Nothing = "-";

    private readonly CompiledTemplate _source;
    private readonly string[] _destinations;
    private readonly Row[] _rows;
    private readonly CompiledTemplate[] _defaults;
    private readonly Func<SiteRequest, string, string?> _ask;
    private readonly SiteHandler _next;

    public MapStep(MapConfig config, TemplateCompiler templates, SiteHandler next)
    {
        _source = templates.Compile(config.Source!.Value);
        _destinations = [.. config.Destinations.Select(destination => destination.Value)];
        _rows = [.. config.Rows.Select(row => new Row(row.Input?.Value, row.Pattern?.Value.Compile(), Outputs(row.Outputs, templates)))];
        _defaults = [.. config.Defaults.Select(value => templates.Compile(value.Value))];
        _ask = Ask;
        _next = next;
    }

    public Task HandleAsync(SiteRequest request)
    {
        request.AddMap(_ask);
        return _next(request);
    }

    private static CompiledTemplate?[] Outputs(
        IReadOnlyList<Config.Text.Setting<Config.Model.Template>> outputs, TemplateCompiler templates) =>
        [.. outputs.Select(output => output.Value.Constant == Nothing ? null : templates.Compile(output.Value))];

    private string? Ask(SiteRequest request, string placeholder)
    {
        var place = Array.IndexOf(_destinations, placeholder);
        if (place < 0)
            return null;

        var source = _source.Fill(request);
        foreach (var row in _rows)
        {
            if (row.Outputs.ElementAtOrDefault(place) is not { } output)
                continue;
            if (row.Input == source)
                return output.Fill(request);
            if (row.Pattern?.Match(source) is { } match)
                return Expansion.Read(output.Fill(request)).Expand(match);
        }

        return _defaults.ElementAtOrDefault(place)?.Fill(request) ?? "";
    }

    private sealed record Row(string? Input, CompiledExpression? Pattern, CompiledTemplate?[] Outputs);
}
