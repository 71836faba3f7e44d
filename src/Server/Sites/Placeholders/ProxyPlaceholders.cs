using System.Globalization;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Placeholders;

/// <summary>Placeholders of the upstream that a request went to, and of its answer.</summary>
internal static class ProxyPlaceholders
{
    public static string? Status(SiteRequest request) =>
        request.Proxied?.Answer is { } answer ? ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>As in Caddy the status with its reason.</summary>
    public static string? StatusText(SiteRequest request) =>
        request.Proxied?.Answer is { } answer ? $"{(int)answer.StatusCode} {answer.ReasonPhrase}".TrimEnd() : null;

    public static string? Fails(SiteRequest request, TimeProvider clock) =>
        request.Proxied?.Upstream?.State.Failures(clock.GetTimestamp()).ToString(CultureInfo.InvariantCulture);

    public static string? Latency(SiteRequest request) =>
        request.Proxied?.Latency.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);

    public static string? Duration(SiteRequest request) =>
        request.Proxied?.Duration.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);

    public static PlaceholderResolver Header(string name) => request =>
    {
        if (request.Proxied?.Answer is not { } answer)
            return null;

        return answer.Headers.NonValidated.TryGetValues(name, out var values) || answer.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? HeaderText.Read(string.Join(',', values))
            : "";
    };
}
