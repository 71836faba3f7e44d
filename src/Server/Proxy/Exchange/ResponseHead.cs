using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Net.Http.Headers;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites;
using FerroGate.Server.Sites.Requests;
using FerroGate.Server.Sites.Steps;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>Gives the client the status and the header of an upstream's answer, without what is the connection's.</summary>
/// <param name="rules"><c>header_down</c>.</param>
internal sealed class ResponseHead(HeaderChange[] rules)
{
    private static readonly FrozenSet<string> OfTheConnection = FrozenSet.ToFrozenSet(
        [
            HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.ProxyAuthenticate, HeaderNames.ProxyAuthorization, "Proxy-Connection",
            HeaderNames.TE, HeaderNames.Trailer, HeaderNames.TransferEncoding, HeaderNames.Upgrade, HeaderNames.AltSvc,
        ],
        StringComparer.OrdinalIgnoreCase);

    // A tab is the one control character that may stand in a value (RFC 9110, section 5.5).
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(letter => letter != '\t').Append(127).Select(letter => (char)letter)]);

    public void Write(SiteRequest request, HttpResponseMessage answer)
    {
        var response = request.Response;
        response.StatusCode = (int)answer.StatusCode;
        if (request.Http.Features.Get<IHttpResponseFeature>() is { } feature && answer.Version.Major == 1)
            feature.ReasonPhrase = answer.ReasonPhrase;

        var headers = HeadersOf(answer);
        Change(request, headers);
        foreach (var (name, values) in headers)
        {
            // What a directive has set stays beside it, as in Caddy; a length can only be one.
            if (name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase) || !response.Headers.TryGetValue(name, out var before))
                response.Headers[name] = values;
            else
                response.Headers[name] = StringValues.Concat(before, values);
        }

        RequestGate.WriteIdentity(response.Headers, request.Facts.Identity);
    }

    /// <summary>Applies <c>header_down</c>.</summary>
    public void Change(SiteRequest request, IHeaderDictionary headers)
    {
        foreach (var rule in rules)
            rule.Apply(request, headers);
    }

    /// <summary>The header lines of an answer that are not the connection's.</summary>
    public static HeaderDictionary HeadersOf(HttpResponseMessage answer)
    {
        var headers = new HeaderDictionary(16);
        Copy(answer.Headers, headers);
        Copy(answer.Content.Headers, headers);

        // Of two ways to say the length chunks count; of one said twice, once is enough.
        if (answer.Headers.TransferEncodingChunked == true)
            headers.Remove(HeaderNames.ContentLength);
        else if (headers.TryGetValue(HeaderNames.ContentLength, out var lengths) && lengths.Count > 1)
            headers[HeaderNames.ContentLength] = lengths[0];

        if (answer.Headers.NonValidated.TryGetValues(HeaderNames.Connection, out var connection))
        {
            foreach (var name in ConnectionOptions.Names(connection))
                headers.Remove(name);
        }

        return headers;
    }

    /// <summary>Two lengths that differ: nobody can say where such an answer ends (RFC 9112, section 6.3).</summary>
    public static bool IsFramedTwice(HttpResponseMessage answer) =>
        answer.Content.Headers.NonValidated.TryGetValues(HeaderNames.ContentLength, out var lengths)
        && (lengths.Distinct(StringComparer.Ordinal).Count() > 1 || !lengths.All(length => long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out _)));

    private static void Copy(HttpHeaders from, HeaderDictionary to)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            if (!OfTheConnection.Contains(name))
                to[name] = values.Count == 1 ? Clean(values.ToString()) : values.Select(Clean).ToArray();
        }
    }

    private static string Clean(string value) => value.AsSpan().ContainsAny(Forbidden) ? HeaderText.Escape(value) : value;
}
