namespace FerroGate.Config.Text;

/// <summary>Which names of options say that a secret follows, also when they are written wrong.</summary>
internal static class SecretName
{
    private static readonly string[] Telltales = ["key", "secret", "token", "passw", "credential"];

    // They say where a secret is, or count what is called a token as well.
    private static readonly string[] Harmless = ["_env", "_path", "_ids", "_type", "_budget", "_over", "_second", "_minute", "_day", "tokens"];

    private static readonly string[] Known = ["api_key", "api_token", "key", "key_hash", "secret", "token", "password", "hash", "postgres"];

    public static bool Is(string name)
    {
        // Headers are told by what is said of them.
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || name.StartsWith("http", StringComparison.Ordinal))
            return false;

        return !Array.Exists(Harmless, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            && (Array.Exists(Telltales, part => name.Contains(part, StringComparison.OrdinalIgnoreCase)) || NearestName.Of(name, Known) is not null);
    }
}
