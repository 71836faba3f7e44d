using System.Collections.Frozen;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>The headers that a <c>Connection</c> header names, which end with their connection (RFC 9110, 7.6.1).</summary>
internal static class ConnectionOptions
{
    // What frames a message, leads it or changes its protocol is the proxy's own to write; nobody can name it away.
    private static readonly FrozenSet<string> Kept = FrozenSet.ToFrozenSet(
        ["close", "keep-alive", "upgrade", "content-length", "transfer-encoding", "host", "date"], StringComparer.OrdinalIgnoreCase);

    /// <param name="values">The lines of a <c>Connection</c> header.</param>
    public static IEnumerable<string> Names(IEnumerable<string?> values) =>
        from value in values
        from name in (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        where !Kept.Contains(name)
        select name;
}
