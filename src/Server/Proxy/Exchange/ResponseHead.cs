using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Net.Http.Headers;
using FerroGate.Server.Hosting;
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

        // Most have no `header_down`, and then no header of its own is made for the changes.
        foreach (var (name, values) in rules.Length == 0 ? LinesOf(answer) : Changed(request, HeadersOf(answer)))
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
        foreach (var (name, values) in LinesOf(answer))
            headers[name] = values;

        return headers;
    }

    /// <summary>
    /// Whether everybody would say the same of where an answer ends (RFC 9112, section 6.3): it has no two lengths, and no coding
    /// but chunks, which would be taken from it with its name and stay in its bytes.
    /// </summary>
    public static bool IsWellFramed(HttpResponseMessage answer) =>
        (!answer.Headers.NonValidated.TryGetValues(HeaderNames.TransferEncoding, out var codings) || codings.All(IsChunked))
        && (!answer.Content.Headers.NonValidated.TryGetValues(HeaderNames.ContentLength, out var lengths)
            || (lengths.Distinct(StringComparer.Ordinal).Count() == 1 && lengths.All(IsLength)));

    private static bool IsChunked(string coding) => coding.AsSpan().Trim(" \t").Equals("chunked", StringComparison.OrdinalIgnoreCase);

    private static bool IsLength(string length) => long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private IHeaderDictionary Changed(SiteRequest request, IHeaderDictionary headers)
    {
        Change(request, headers);
        return headers;
    }

    private static IEnumerable<KeyValuePair<string, StringValues>> LinesOf(HttpResponseMessage answer)
    {
        var named = answer.Headers.NonValidated.TryGetValues(HeaderNames.Connection, out var connection)
            ? ConnectionOptions.Names(connection).ToList()
            : [];
        foreach (var (name, values) in answer.Headers.NonValidated)
        {
            if (IsForClient(name, named))
                yield return new(name, Cleaned(values));
        }

        foreach (var (name, values) in answer.Content.Headers.NonValidated)
        {
            if (!IsForClient(name, named))
                continue;

            // Of two ways to say the length chunks count; of one said twice, once is enough.
            if (!name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase))
                yield return new(name, Cleaned(values));
            else if (answer.Headers.TransferEncodingChunked != true)
                yield return new(name, Cleaned(values)[0]);
        }
    }

    private static bool IsForClient(string name, List<string> named) =>
        !OfTheConnection.Contains(name) && (named.Count == 0 || !named.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static StringValues Cleaned(HeaderStringValues values) => values.Count == 1 ? Clean(values.ToString()) : values.Select(Clean).ToArray();

    private static string Clean(string value) => value.AsSpan().ContainsAny(Forbidden) ? HeaderText.EscapeControls(value) : value;
}
