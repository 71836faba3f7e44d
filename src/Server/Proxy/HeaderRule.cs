using System.Net.Http.Headers;
using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy;

/// <summary>A compiled <c>header_up</c>: changes the headers of the request that goes to the upstream.</summary>
internal sealed class HeaderRule
{
    private readonly HeaderOperation _operation;
    private readonly string _name;
    private readonly UpstreamText? _value;

    private HeaderRule(HeaderOperation operation, string name, UpstreamText? value)
    {
        _operation = operation;
        _name = name;
        _value = value;
    }

    public static HeaderRule Compile(HeaderRuleConfig config, TemplateCompiler templates) => new(
        config.Operation,
        config.Name!.Value,
        config.Value is null ? null : new UpstreamText(config.Value.Value, templates));

    public void Apply(SiteRequest incoming, HttpRequestMessage request)
    {
        if (_operation == HeaderOperation.Delete)
        {
            Delete(request);
            return;
        }

        // What would tell a key of ours is not sent at all.
        if (_value!.Of(incoming) is not { } value)
            return;

        if (_name.Equals("Host", StringComparison.OrdinalIgnoreCase))
        {
            request.Headers.Host = value;
            return;
        }

        if (_operation == HeaderOperation.Set)
        {
            request.RemoveHeader(_name);
        }

        if (!request.Headers.TryAddWithoutValidation(_name, value))
        {
            request.Content?.Headers.TryAddWithoutValidation(_name, value);
        }
    }

    private void Delete(HttpRequestMessage request)
    {
        if (!_name.Contains('*'))
        {
            request.RemoveHeader(_name);
            return;
        }

        RemoveMatching(request.Headers, _name);
        if (request.Content is { } content)
        {
            RemoveMatching(content.Headers, _name);
        }
    }

    private static void RemoveMatching(HttpHeaders headers, string pattern)
    {
        foreach (var name in headers.NonValidated.Select(header => header.Key).Where(name => TextPattern.Matches(pattern, name, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            headers.Remove(name);
        }
    }
}
