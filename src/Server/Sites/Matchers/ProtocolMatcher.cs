using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>protocol</c>: <c>http</c>, <c>https</c>, <c>grpc</c>, or a version of HTTP, with a plus sign also a later one.</summary>
internal sealed class ProtocolMatcher(string protocol) : IRequestMatcher
{
    private readonly bool _orLater = protocol.EndsWith('+');
    private readonly double _version = VersionOf(protocol.TrimEnd('+'));

    public bool Matches(SiteRequest request) => protocol switch
    {
        "http" => !request.Request.IsHttps,
        "https" => request.Request.IsHttps,
        "grpc" => request.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true,
        _ => VersionOf(request.Request.Protocol) is var version && (_orLater ? version >= _version : version == _version),
    };

    private static double VersionOf(string protocol) => protocol.ToUpperInvariant() switch
    {
        "HTTP/1.0" => 1.0,
        "HTTP/1.1" => 1.1,
        "HTTP/2" => 2,
        "HTTP/3" => 3,
        _ => 0,
    };
}
