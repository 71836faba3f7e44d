using System.Net;
using FerroGate.Config.Patterns;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Exchange;
using FerroGate.Server.Sites.Intercepts;

namespace FerroGate.Server.Sites.Requests;

/// <summary>
/// A request on its way through the directives of a site: what they have made of it, and what they tell each other. One per
/// request; it is a feature of it.
/// </summary>
internal sealed class SiteRequest
{
    /// <summary>The variable that <c>root</c> sets.</summary>
    public const string RootVariable = "root";

    private const int DeepestMap = 16;

    private readonly Predicate<int>? _handlesErrors;
    private Dictionary<string, string>? _variables;
    private Dictionary<string, ExpressionMatch>? _captures;
    private List<Func<SiteRequest, string, string?>>? _maps;
    private List<(string Name, string Value)>? _logFields;
    private List<object>? _groups;
    private int _mapDepth;

    /// <param name="http">The request.</param>
    /// <param name="target">Its path and query.</param>
    /// <param name="handlesErrors">Whether the site has a <c>handle_errors</c> for a status.</param>
    public SiteRequest(HttpContext http, RequestTarget target, Predicate<int>? handlesErrors = null)
    {
        _handlesErrors = handlesErrors;
        Http = http;
        Target = OriginalTarget = target;
        OriginalMethod = http.Request.Method;
        ServerPath = http.Request.Path.Value ?? "";
    }

    public HttpContext Http { get; }

    public HttpRequest Request => Http.Request;

    public HttpResponse Response => Http.Response;

    /// <summary>What every room knows of the request.</summary>
    public RequestFacts Facts => field ??= Http.Facts();

    /// <summary>Path and query, as directives have changed them.</summary>
    public RequestTarget Target { get; private set; }

    public RequestTarget OriginalTarget { get; }

    public string OriginalMethod { get; }

    /// <summary>The path as the server read it when the request came in.</summary>
    public string ServerPath { get; }

    /// <summary>What went wrong and is not answered yet. Every step leaves at once when the one behind it has set it.</summary>
    public SiteError? Error { get; private set; }

    /// <summary>What went wrong and is being answered by <c>handle_errors</c>.</summary>
    public SiteError? HandledError { get; private set; }

    /// <summary>No directive has answered.</summary>
    public bool IsUnanswered { get; set; }

    /// <summary>The user whose password was right.</summary>
    public string? UserId { get; set; }

    public MatchedFile? File { get; set; }

    /// <summary>The exchange with an upstream, from the moment at which one was asked.</summary>
    public ProxyExchange? Proxied { get; set; }

    /// <summary>The body of the request, or a part of it, went to an upstream and cannot be read again.</summary>
    public bool BodyIsGone { get; set; }

    /// <summary>The answer that an <c>intercept</c> has taken away.</summary>
    public InterceptedAnswer? Intercepted { get; set; }

    /// <summary><c>log_skip</c>: the access log does not hear of it.</summary>
    public bool SkipsLog { get; set; }

    /// <summary>What <c>log_append</c> adds to the line of the access log.</summary>
    public IReadOnlyList<(string Name, string Value)> LogFields => _logFields ?? [];

    /// <summary>Where files are looked for.</summary>
    public string Root => Variable(RootVariable) is { Length: > 0 } root ? root : ".";

    /// <summary>The address of the other end; never an IPv4 address in IPv6's clothes.</summary>
    public IPAddress? RemoteAddress => Connections.ClientAddress.RemoteOf(Http);

    /// <summary>The client: the other end, or whom trusted proxies name.</summary>
    public IPAddress? ClientAddress { get => field ?? RemoteAddress; init; }

    /// <summary>The state of a request that is inside a site; <c>null</c> for one that no site serves.</summary>
    public static SiteRequest? Of(HttpContext http) => http.Features.Get<SiteRequest>();

    /// <summary>The path as the server read it, before any directive changed it.</summary>
    public static string ServerPathOf(HttpContext http) => Of(http)?.ServerPath ?? http.Request.Path.Value ?? "";

    /// <summary>Changes path and query, also for what reads them from the request itself.</summary>
    public void Rewrite(RequestTarget target)
    {
        if (ReferenceEquals(target, Target))
            return;

        Target = target;

        // The server reads paths so too: what is escaped and no slash is taken apart.
        var path = target.EscapedPath;
        Request.Path = PathString.FromUriComponent(path.StartsWith('/') ? path : "/" + path);
        Request.QueryString = target.Query.Length > 0 ? new QueryString("?" + target.Query) : QueryString.Empty;
    }

    /// <summary>Ends the request with an error, for <c>handle_errors</c> or an empty answer.</summary>
    public void Fail(SiteError error) => Error = error;

    /// <summary>
    /// Fails the request if the site has directives for that; else whoever asks answers in its own words. What is being handled
    /// already is not handled again.
    /// </summary>
    public bool TryFail(SiteError error)
    {
        if (HandledError is not null || _handlesErrors?.Invoke(error.Status) != true)
            return false;

        Error = error;
        return true;
    }

    /// <summary>Goes over to answering the error: method, path and query are again what the client sent.</summary>
    public void BeginHandlingError()
    {
        HandledError = Error;
        Error = null;
        IsUnanswered = false;
        Rewrite(OriginalTarget);
        Request.Method = OriginalMethod;
    }

    /// <summary>Says that one of a group of directives has it, so that no other of them will.</summary>
    public void Take(object group) => (_groups ??= []).Add(group);

    public bool IsTakenBy(object group) => _groups?.Contains(group) == true;

    public string Variable(string name) => _variables?.GetValueOrDefault(name) ?? "";

    public void SetVariable(string name, string value) => (_variables ??= new(StringComparer.Ordinal))[name] = value;

    /// <summary>A <c>map</c> that has run; it is asked when its placeholder is used.</summary>
    public void AddMap(Func<SiteRequest, string, string?> map) => (_maps ??= []).Add(map);

    /// <summary>What a map gives for a placeholder; of several the first that ran. <c>null</c> where none has it.</summary>
    public string? MapOutput(string placeholder)
    {
        if (_maps is null)
            return null;

        // A map may speak of outputs, and so, by mistake, of itself.
        if (_mapDepth == DeepestMap)
            return "";

        _mapDepth++;
        var output = _maps.Select(map => map(this, placeholder)).FirstOrDefault(value => value is not null);
        _mapDepth--;
        return output;
    }

    /// <summary>Keeps what a regular expression caught, under its name and for the last of all.</summary>
    public void Capture(string? name, ExpressionMatch match)
    {
        _captures ??= new(StringComparer.Ordinal);
        _captures[""] = match;
        if (name is not null)
            _captures[name] = match;
    }

    /// <summary>What the expression of that name caught, or the last one for the empty name.</summary>
    public ExpressionMatch? Captured(string name) => _captures?.GetValueOrDefault(name);

    /// <summary>Adds a field to the line of the access log; of one name the last value counts.</summary>
    public void AddLogField(string name, string value)
    {
        _logFields ??= [];
        _logFields.RemoveAll(field => field.Name == name);
        _logFields.Add((name, value));
    }

    /// <summary>The values of a header of the request; <c>Host</c> is not among its headers here, as in Caddy.</summary>
    public Microsoft.Extensions.Primitives.StringValues Header(string name) =>
        name.Equals("Host", StringComparison.OrdinalIgnoreCase) ? default : Request.Headers[name];
}
