using FerroGate.Config.Model;
using FerroGate.Config.Model.Matchers;
using FerroGate.Server.Sites.Placeholders;

namespace FerroGate.Server.Sites.Matchers;

/// <summary>Makes matchers of the config ready for requests.</summary>
internal sealed class MatcherCompiler(TemplateCompiler templates)
{
    /// <summary>The matcher of a directive that names only a path.</summary>
    public IRequestMatcher OfPath(string path) => new PathMatcher([templates.Compile(Template.Read(path))]);

    /// <summary>Everything that a named matcher asks for; what costs least is asked first.</summary>
    public IRequestMatcher Compile(MatcherConfig config) => Compile(config, config.Name?.Value);

    private IRequestMatcher Compile(MatcherConfig config, string? name)
    {
        var matchers = Conditions(config, name).ToList();
        return matchers is [var only] ? only : new AllMatcher(matchers);
    }

    private IEnumerable<IRequestMatcher> Conditions(MatcherConfig config, string? name)
    {
        if (config.Methods.Count > 0)
            yield return new MethodMatcher(config.Methods.Select(method => method.Value));
        if (config.Protocol is { } protocol)
            yield return new ProtocolMatcher(protocol.Value);
        if (config.Hosts.Count > 0)
            yield return new HostMatcher(config.Hosts.Select(host => templates.Compile(host.Value)));
        if (config.Paths.Count > 0)
            yield return new PathMatcher(config.Paths.Select(path => templates.Compile(path.Value)));
        if (config.RemoteIps.Count > 0)
            yield return new AddressMatcher(config.RemoteIps.Select(range => range.Value), request => request.RemoteAddress);
        if (config.ClientIps.Count > 0)
            yield return new AddressMatcher(config.ClientIps.Select(range => range.Value), request => request.ClientAddress);
        foreach (var header in HeaderCondition.Compile(config.Headers, templates))
            yield return new HeaderMatcher(header);
        if (config.Queries.Count > 0)
            yield return new QueryMatcher(config.Queries.Select(query => query.Value), templates);
        foreach (var variable in config.Variables)
        {
            yield return new VariableMatcher(
                new VariableValue(variable.Name!.Value, templates), variable.Values.Select(value => templates.Compile(value.Value)));
        }

        foreach (var regexp in config.PathRegexps)
            yield return new PathRegexpMatcher(new RegexpCondition(regexp.Name?.Value ?? name, regexp.Pattern!.Value));
        foreach (var regexp in config.HeaderRegexps)
            yield return new HeaderRegexpMatcher(regexp.Field!.Value, new RegexpCondition(regexp.Name?.Value ?? name, regexp.Pattern!.Value));
        foreach (var regexp in config.VariableRegexps)
        {
            yield return new VariableRegexpMatcher(
                new VariableValue(regexp.Field!.Value, templates), new RegexpCondition(regexp.Name?.Value ?? name, regexp.Pattern!.Value));
        }

        foreach (var not in config.Not)
            yield return new NotMatcher(Compile(not, name));
        if (config.File is { } file)
            yield return new FileMatcher(file, templates);
    }
}
