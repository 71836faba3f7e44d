using FerroGate.Config.Model.Directives;
using FerroGate.Config.Patterns;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary>One change of the headers of a request or an answer.</summary>
internal sealed class HeaderChange
{
    // The server frames messages by these itself; another value would cut or mix up answers.
    private static readonly string[] Framing = ["Content-Length", "Transfer-Encoding"];

    private readonly HeaderOperation _operation;
    private readonly string _name;
    private readonly Func<SiteRequest, string?>? _value;
    private readonly CompiledExpression? _find;

    /// <param name="config">The rule.</param>
    /// <param name="value">Its value; of what gives <c>null</c> nothing is sent.</param>
    public HeaderChange(HeaderRuleConfig config, Func<SiteRequest, string?>? value)
    {
        _operation = config.Operation;
        _name = config.Name!.Value;
        _find = config.Find?.Value.Compile();
        _value = value;
    }

    /// <summary>Additions come first, then what is set, deleted and replaced, in whatever order they are written.</summary>
    public int Order => _operation switch
    {
        HeaderOperation.Add => 0,
        HeaderOperation.Set or HeaderOperation.SetLate or HeaderOperation.Default => 1,
        HeaderOperation.Delete => 2,
        _ => 3,
    };

    public void Apply(SiteRequest request, IHeaderDictionary headers)
    {
        if (_operation == HeaderOperation.Delete)
        {
            Delete(headers);
            return;
        }

        if (Framing.Contains(_name, StringComparer.OrdinalIgnoreCase))
            return;

        if (_value?.Invoke(request) is not { } value)
        {
            // What somebody else has written there is not what the config wanted either.
            if (_operation is HeaderOperation.Set or HeaderOperation.SetLate)
                headers.Remove(_name);

            return;
        }

        switch (_operation)
        {
            case HeaderOperation.Add:
                headers.Append(_name, value);
                break;
            case HeaderOperation.Default when headers.ContainsKey(_name):
                break;
            case HeaderOperation.Replace or HeaderOperation.ReplaceLate:
                Replace(headers, Expansion.Read(HeaderText.Read(value)));
                break;
            default:
                headers[_name] = value;
                break;
        }
    }

    private void Delete(IHeaderDictionary headers)
    {
        if (!_name.Contains('*', StringComparison.Ordinal))
        {
            headers.Remove(_name);
            return;
        }

        foreach (var name in headers.Keys.Where(name => TextPattern.Matches(_name, name, StringComparison.OrdinalIgnoreCase)).ToList())
            headers.Remove(name);
    }

    private void Replace(IHeaderDictionary headers, Expansion replacement)
    {
        if (headers.TryGetValue(_name, out var values))
            headers[_name] = values.Select(value => HeaderText.Write(_find!.ReplaceAll(HeaderText.Read(value ?? ""), replacement))).ToArray();
    }
}
