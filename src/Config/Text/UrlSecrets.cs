using System.Text.RegularExpressions;

namespace FerroGate.Config.Text;

/// <summary>Hides what URLs and their parameters hold of credentials, by the names that they have.</summary>
internal static partial class UrlSecrets
{
    /// <param name="text">A text that may have a URL in it, or parameters of one.</param>
    /// <param name="instead">What takes the place of a secret.</param>
    public static string Hide(string text, string instead)
    {
        text = User().Replace(text, match => Hidden(match, instead));
        return Parameter().Replace(text, match => Hidden(match, instead));
    }

    // A placeholder says where a secret is, and `*` is any value.
    private static string Hidden(Match match, string instead)
    {
        var secret = match.Groups["secret"];
        return secret.Value is "*" || Placeholder().IsMatch(secret.Value) ? match.Value : match.Value[..(secret.Index - match.Index)] + instead;
    }

    [GeneratedRegex("""://(?:[^/?#\s:@]*:)?(?<secret>[^/?#\s@]+)(?=@)""")]
    private static partial Regex User();

    [GeneratedRegex("""(?<=^|[?&;\s])[^=?&;\s]*(?:auth(?!or)|key(?!word)|token|secret|passw|pwd|credential|signature|session|jwt)[^=?&;\s]*=(?<secret>[^&;#\s]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Parameter();

    [GeneratedRegex("""^\{[^{}]*\}$""")]
    private static partial Regex Placeholder();
}
