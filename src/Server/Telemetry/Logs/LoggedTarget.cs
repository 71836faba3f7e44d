using System.Text;
using FerroGate.Server.Ai;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>The target of a request as a log may show it: without what its names say to be a secret, and without a password.</summary>
internal static class LoggedTarget
{
    private const char Cut = '…';

    // Parts of names, and names as a whole.
    private static readonly string[] Telltales = ["passwd", "pwd", "signature", "session", "jwt"];

    private static readonly string[] Names = ["sig", "code", "pass", "sid", "otp", "pin"];

    public static string Of(string target)
    {
        var start = target.IndexOf('?', StringComparison.Ordinal);
        return start < 0 ? WithoutUser(target) : $"{WithoutUser(target[..start])}?{WithoutSecrets(target[(start + 1)..])}";
    }

    // Some clients and proxies write the whole address, and it may begin with a user and a password.
    private static string WithoutUser(string path)
    {
        if (path.StartsWith('/') || path.IndexOf("://", StringComparison.Ordinal) is not (>= 0 and var scheme))
            return path;

        var host = scheme + 3;
        var end = path.IndexOf('/', host) is >= 0 and var slash ? slash : path.Length;
        var at = path.LastIndexOf('@', end - 1, end - host);
        return at < 0 ? path : $"{path[..host]}{Cut}{path[at..]}";
    }

    private static string WithoutSecrets(string query)
    {
        var shown = new StringBuilder(query.Length);
        while (true)
        {
            var end = query.AsSpan().IndexOfAny('&', ';') is >= 0 and var found ? found : query.Length;
            var equal = query.IndexOf('=', 0, end);
            if (equal >= 0 && IsSecret(query[..equal]))
                shown.Append(query, 0, equal + 1).Append(Cut);
            else
                shown.Append(query, 0, end);

            if (end == query.Length)
                return shown.ToString();

            shown.Append(query[end]);
            query = query[(end + 1)..];
        }
    }

    private static bool IsSecret(string written)
    {
        var name = Uri.UnescapeDataString(written);
        return Array.Exists(Names, known => known.Equals(name, StringComparison.OrdinalIgnoreCase))
            || KeyTraces.MayHoldCredential(name)
            || Array.Exists(Telltales, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
    }
}
