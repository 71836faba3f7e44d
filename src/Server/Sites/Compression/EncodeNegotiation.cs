using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace FerroGate.Server.Sites.Compression;

/// <summary>Which format a client gets: the one it wants most, and of equals the first that the config names.</summary>
internal static class EncodeNegotiation
{
    public static EncodeFormat? Choose(HttpRequest request, IReadOnlyList<EncodeFormat> formats)
    {
        if (request.Headers.ContainsKey(HeaderNames.SecWebSocketKey))
            return null;

        EncodeFormat? chosen = null;
        var best = 0d;
        var accepted = request.Headers.AcceptEncoding.ToString().Split(',');
        foreach (var format in formats)
        {
            var wish = accepted.Max(entry => WishFor(entry, format.Name));
            if (wish > best)
            {
                chosen = format;
                best = wish;
            }
        }

        return chosen;
    }

    // A q that cannot be read is 1, as in Caddy; and `*` names no coding there.
    private static double WishFor(string entry, string name)
    {
        var parts = entry.Split(';', StringSplitOptions.TrimEntries);
        if (!parts[0].Equals(name, StringComparison.OrdinalIgnoreCase))
            return 0;

        return parts.Length > 1
            && parts[1].StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(parts[1].AsSpan(2), NumberStyles.Float, CultureInfo.InvariantCulture, out var quality)
            && quality is >= 0 and <= 1
            ? quality
            : 1;
    }
}
