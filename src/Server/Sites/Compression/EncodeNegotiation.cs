using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace FerroGate.Server.Sites.Compression;

/// <summary>Which coding a client gets: the one it wants most, and of equals the first that the config names.</summary>
internal static class EncodeNegotiation
{
    public static EncodeFormat? Choose(HttpRequest request, IReadOnlyList<EncodeFormat> formats)
    {
        if (request.Headers.AcceptEncoding.Count == 0 || request.Headers.ContainsKey(HeaderNames.SecWebSocketKey))
            return null;

        EncodeFormat? chosen = null;
        var best = 0d;
        var accepted = request.Headers.AcceptEncoding.ToString().Split(',');
        foreach (var format in formats)
        {
            var wish = WishFor(accepted, format.Name);
            if (wish > best)
            {
                chosen = format;
                best = wish;
            }
        }

        return chosen;
    }

    /// <summary>Those codings that the client takes, the one that it wants most first.</summary>
    public static IEnumerable<string> Order(HttpRequest request, IReadOnlyList<string> codings)
    {
        var accepted = request.Headers.AcceptEncoding.ToString().Split(',');
        return codings
            .Select(coding => (Coding: coding, Wish: WishFor(accepted, coding)))
            .Where(wanted => wanted.Wish > 0)
            .OrderByDescending(wanted => wanted.Wish)
            .Select(wanted => wanted.Coding);
    }

    private static double WishFor(string[] accepted, string name) => accepted.Max(entry => WishFor(entry, name));

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
