using FerroGate.Server.Proxy.Transport;
using FerroGate.Server.Proxy.Upstreams;
using Microsoft.Net.Http.Headers;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>Puts a request into the form that the client of the runtime sends.</summary>
internal static class OutgoingMessage
{
    public static HttpRequestMessage Make(
        string method, Uri target, IHeaderDictionary headers, HttpContent? body, Upstream upstream, TransportSettings transport)
    {
        var (version, policy) = transport.VersionFor(upstream);
        var message = new HttpRequestMessage { RequestUri = target, Version = version, VersionPolicy = policy, Content = body };
        try
        {
            message.Method = HttpMethod.Parse(method);
            Write(headers, message);
        }
        catch (FormatException)
        {
            throw new BadHttpRequestException("The request has a method or a host that is none.", StatusCodes.Status400BadRequest);
        }

        if (!transport.KeepsConnections)
            message.Headers.ConnectionClose = true;

        return message;
    }

    public static void Write(IHeaderDictionary headers, HttpRequestMessage message)
    {
        message.Headers.Host = null;
        foreach (var (name, values) in headers)
        {
            if (name.Equals(HeaderNames.Host, StringComparison.OrdinalIgnoreCase))
                message.Headers.Host = values.ToString();
            else if (values.Count == 1)
                Write(message, name, values.ToString());
            else if (name.Equals(HeaderNames.Cookie, StringComparison.OrdinalIgnoreCase))
                Write(message, name, string.Join("; ", values.AsEnumerable()));
            else
                message.WriteAll(name, values);
        }
    }

    // A header that speaks of a body stands beside one, be it empty.
    private static void Write(HttpRequestMessage message, string name, string value)
    {
        if (!message.Headers.TryAddWithoutValidation(name, value))
            (message.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, value);
    }

    private static void WriteAll(this HttpRequestMessage message, string name, IEnumerable<string?> values)
    {
        if (!message.Headers.TryAddWithoutValidation(name, values))
            (message.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, values);
    }
}
