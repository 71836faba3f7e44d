using System.Net.Http.Headers;
using FerroGate.Config.Model;
using FerroGate.Core.Keys;
using FerroGate.Server.Sites;

namespace FerroGate.Server.Proxy;

/// <summary>A compiled <c>header_up</c>: changes the headers of the request that goes to the upstream.</summary>
internal sealed class HeaderRule
{
    private readonly HeaderOperation _operation;
    private readonly string _name;
    private readonly Func<HttpContext, string>? _value;

    private HeaderRule(HeaderOperation operation, string name, Func<HttpContext, string>? value)
    {
        _operation = operation;
        _name = name;
        _value = value;
    }

    public static HeaderRule Compile(HeaderRuleConfig config, Func<string, string?> environment, KeyDirectory keys) => new(
        config.Operation,
        config.Name.Value,
        config.Value is null ? null : Placeholders.CompileForHeader(config.Value.Value, environment, keys));

    public void Apply(HttpContext http, HttpRequestMessage request)
    {
        if (_operation == HeaderOperation.Delete)
        {
            Delete(request);
            return;
        }

        var value = _value!(http);
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

        var pattern = PathPattern.Parse(_name);
        RemoveMatching(request.Headers, pattern);
        if (request.Content is { } content)
        {
            RemoveMatching(content.Headers, pattern);
        }
    }

    private static void RemoveMatching(HttpHeaders headers, PathPattern pattern)
    {
        foreach (var name in headers.NonValidated.Select(header => header.Key).Where(pattern.Matches).ToList())
        {
            headers.Remove(name);
        }
    }
}
