using System.Globalization;
using FerroGate.Server.Ai;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Placeholders;

/// <summary>Placeholders that take more than a property of the request.</summary>
internal static class RequestPlaceholders
{
    /// <summary>Without brackets where there is a port, as in Go.</summary>
    public static string Host(SiteRequest request) =>
        request.Request.Host is { Port: not null } host ? host.Host.Trim('[', ']') : request.Request.Host.Host;

    public static string Remote(SiteRequest request) =>
        request.RemoteAddress is { } address ? new System.Net.IPEndPoint(address, request.Http.Connection.RemotePort).ToString() : "";

    public static string RemoteHost(SiteRequest request) => request.RemoteAddress?.ToString() ?? "";

    public static string FileBase(SiteRequest request)
    {
        var name = PathText.Base(request.Target.Path);
        return name[..^PathText.Extension(name).Length];
    }

    /// <summary>A header of the request. Credentials of the gateway are not shown to anybody.</summary>
    public static PlaceholderResolver Header(string name, PlaceholderSources sources)
    {
        PlaceholderResolver value = request => request.Header(name) switch
        {
            { Count: 0 } => "",
            { Count: 1 } one => HeaderText.Read(one.ToString()),
            var several => HeaderText.Read(string.Join(',', several.AsEnumerable())),
        };
        return KeyTraces.MayHoldCredential(name) ? CredentialFree.Of(value, sources.Keys) : value;
    }

    /// <summary>The first cookie of that name; one that is absent has no value.</summary>
    public static PlaceholderResolver Cookie(string name) => request =>
    {
        foreach (var line in request.Request.Headers.Cookie)
        {
            foreach (var range in (line ?? "").AsSpan().Split(';'))
            {
                var pair = line.AsSpan()[range].Trim();
                var equal = pair.IndexOf('=');
                if (equal > 0 && pair[..equal].TrimEnd().SequenceEqual(name))
                    return HeaderText.Read(Unquoted(pair[(equal + 1)..].Trim()).ToString());
            }
        }

        return null;
    };

    /// <summary>A label of the host, counted from the right.</summary>
    public static PlaceholderResolver Label(string number) => NumberOf(number) is { } index
        ? request => Host(request).Split('.') is { } labels && index < labels.Length ? labels[labels.Length - 1 - index] : ""
        : _ => null;

    public static PlaceholderResolver PathSegment(string number) => NumberOf(number) is { } index
        ? request => SegmentOf(request.Target.Path, index)
        : _ => null;

    /// <summary>What a regular expression caught: <c>name.group</c>, or <c>group</c> of the last one.</summary>
    public static PlaceholderResolver Captured(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var (name, group) = dot < 0 ? ("", text) : (text[..dot], text[(dot + 1)..]);
        return request =>
        {
            if (request.Captured(name) is not { } match)
                return null;
            if (NumberOf(group) is { } number)
                return number < match.Count ? match.Group(number) ?? "" : null;
            return match.Names.Contains(group) ? match.Group(group) ?? "" : null;
        };
    }

    private static string SegmentOf(string path, int index)
    {
        var rest = path.AsSpan(path.StartsWith('/') ? 1 : 0);
        foreach (var range in rest.Split('/'))
        {
            if (index-- == 0)
                return rest[range].ToString();
        }

        return "";
    }

    private static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> value) =>
        value is ['"', .. var inner, '"'] ? inner : value;

    private static int? NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
