using FerroGate.Core.Keys;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Server.Tests.Sites;

/// <summary>A request inside a site, without a server.</summary>
internal static class TestRequest
{
    /// <summary>A key of the gateway that a client might send.</summary>
    public const string Key = "sk-a-key-of-this-gateway";

    private static readonly Dictionary<string, string> Environment = new() { ["GREETING"] = "hello" };

    public static TemplateCompiler Templates { get; } = new(new PlaceholderSources(
        name => Environment.GetValueOrDefault(name), Keys(), TimeProvider.System));

    public static SiteRequest To(string target, params (string Name, string Value)[] headers)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "GET";
        http.Request.Scheme = "http";
        http.Request.Protocol = "HTTP/1.1";
        http.Request.Host = new HostString("www.one.example", 8080);
        http.Connection.RemoteIpAddress = System.Net.IPAddress.Parse("::ffff:192.0.2.7");
        http.Connection.RemotePort = 4711;
        foreach (var (name, value) in headers)
            http.Request.Headers.Append(name, value);
        var read = RequestTarget.Read(target)!;
        http.Request.Path = PathString.FromUriComponent(read.EscapedPath);
        http.Request.QueryString = read.Query.Length > 0 ? new QueryString("?" + read.Query) : QueryString.Empty;
        return new SiteRequest(http, read);
    }

    public static CompiledTemplate Template(string text) => Templates.Compile(Config.Model.Template.Read(text));

    private static KeyDirectory Keys()
    {
        var keys = new KeyDirectory();
        var hash = KeyHash.Of(Key);
        keys.UseFile(new Dictionary<KeyHash, VirtualKey> { [hash] = new() { Id = "key", Hash = hash } });
        return keys;
    }
}
