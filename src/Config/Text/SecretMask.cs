using System.Text.RegularExpressions;

namespace FerroGate.Config.Text;

/// <summary>
/// Hides secrets in a line that a diagnostic shows. It looks at the bare text, so that it also works where the text could
/// not be parsed; rather too much is hidden than too little, and every column keeps its place.
/// </summary>
internal static partial class SecretMask
{
    /// <summary>Whether a header of this name has a value that is nobody's business.</summary>
    public static bool IsCredential(string header) => CredentialName().IsMatch(header);

    /// <summary>Whether a value is a secret itself, and not the name of a variable that holds one.</summary>
    public static bool IsLiteral(string value) => value.Length > 0 && !Reference().IsMatch(value);

    /// <param name="line">The line.</param>
    /// <param name="isOfSecretBlock">It begins with a name of its writer's choice, and what follows is a secret.</param>
    public static string Hide(string line, bool isOfSecretBlock = false)
    {
        line = Assigned().Replace(line, match => SecretName.Is(match.Groups["name"].Value) ? Masked(match) : match.Value);
        line = Words().Replace(line, match => isOfSecretBlock || SecretName.Is(match.Groups["name"].Value) ? Masked(match) : match.Value);
        line = InBraces().Replace(line, match => SecretName.Is(match.Groups["name"].Value) ? Masked(match) : match.Value);
        line = User().Replace(line, Masked);
        line = Setting().Replace(line, Masked);
        line = Header().Replace(line, Masked);
        line = Credential().Replace(line, Masked);
        line = PasswordHash().Replace(line, Masked);
        line = UserInfo().Replace(line, Masked);
        return Word().Replace(line, match => NamesKey(match) ? match.Value : Masked(match));
    }

    // `api_key ID {` begins a block; what stands there is a name.
    private static bool NamesKey(Match match)
    {
        var secret = match.Groups["secret"].Value.TrimEnd();
        return match.Groups["name"].Value == "api_key"
            && secret.EndsWith(" {", StringComparison.Ordinal)
            && secret.Count(char.IsWhiteSpace) == 1;
    }

    private static string Masked(Match match)
    {
        var secret = match.Groups["secret"];
        var bare = secret.Value.Trim().Trim('"', '\'', '`');
        var isReference = bare.StartsWith("env.", StringComparison.Ordinal) || Reference().IsMatch(bare);
        if (isReference)
            return match.Value;

        var start = secret.Index - match.Index;
        return match.Value[..start] + new string('*', secret.Length) + match.Value[(start + secret.Length)..];
    }

    [GeneratedRegex("""(?<name>[A-Za-z0-9_-]+)["']?\s*=\s*(?<secret>"[^"]*"?|'[^']*'?|[^\s,}]+)""")]
    private static partial Regex Assigned();

    [GeneratedRegex("""^\s*["`]?(?<name>[^\s="`]+)["`]?\s+(?<secret>[^\s={](?:.*[^\s{])?|\{.*[^\s{])\s*$""")]
    private static partial Regex Words();

    [GeneratedRegex("""\{\s*(?<name>[A-Za-z0-9_-]+)\s+(?<secret>[^\s={].*)$""")]
    private static partial Regex InBraces();

    // `basic_auth` with a user on its line, which none can have, or in a block on one line.
    [GeneratedRegex("""(?:^|[\s{])basic_?auth\b(?:[^{]*\{|\s+(?!bcrypt\s)\S+)\s+(?<secret>[^\s{].*)$""")]
    private static partial Regex User();

    // The secret that a line has behind other words.
    [GeneratedRegex("""(?:^|[\s{])(?:lb_policy\s+cookie\s+\S+|policy\s+cookie\s+\S+|(?:acme_)?dns\s+[^\s{]+)\s+(?<secret>[^\s{].*)$""")]
    private static partial Regex Setting();

    [GeneratedRegex("""(?:^|[\s{])(?<name>api_key|key)\s+(?<secret>[^\s=*{].*|\{.*)$""")]
    private static partial Regex Word();

    [GeneratedRegex("""(?:header|header_up|header_down|request_header|header_regexp)\s+\S*(?:auth|key|token|secret|cookie)\S*\s+(?<secret>\S.*)$""", RegexOptions.IgnoreCase)]
    private static partial Regex Header();

    [GeneratedRegex("""^\s*[+>?]?(?:(?:proxy-)?authorization|(?:x-)?(?:goog-)?api-key|x-auth-token|cookie)\s+(?<secret>[^\s=].*)$""", RegexOptions.IgnoreCase)]
    private static partial Regex Credential();

    [GeneratedRegex("""auth|key|token|secret|cookie|passw""", RegexOptions.IgnoreCase)]
    private static partial Regex CredentialName();

    [GeneratedRegex("""(?<secret>\$2[aby]\$\d\d\$[^\s"'`]+)""")]
    private static partial Regex PasswordHash();

    [GeneratedRegex("""://(?<secret>[^/\s@]+)@""")]
    private static partial Regex UserInfo();

    [GeneratedRegex("""^(?:Bearer |Basic )?\{(?:\$|env\.)[A-Za-z0-9_]+\}$""")]
    private static partial Regex Reference();
}
