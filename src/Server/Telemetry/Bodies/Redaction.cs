using System.Globalization;
using System.Text.RegularExpressions;

namespace FerroGate.Server.Telemetry.Bodies;

/// <summary>
/// Covers in a text what looks like a secret or names a person: credentials of known forms, members of JSON whose names say that they are
/// secret, private keys, e-mail addresses and numbers of payment cards. Media are replaced by their length.
/// </summary>
internal static partial class Redaction
{
    private const string Cover = "(redacted)";

    private const string SecretName = "[A-Za-z0-9_.-]*(?:password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key|access[_-]?token|refresh[_-]?token|auth[_-]?token|authorization|credential)[A-Za-z0-9_.-]*";

    // Where a word begins: not within another one, unless what stands before it is an escape of JSON, such as that of a line break.
    private const string Begin = @"(?:(?<![A-Za-z0-9_])|(?<=\\[nrtbf])|(?<=\\u[0-9A-Fa-f]{4}))";

    public static string Of(string text)
    {
        text = PrivateKey().Replace(text, Cover);
        text = Media().Replace(text, media => string.Create(CultureInfo.InvariantCulture, $"({media.Length} characters of media)"));
        text = SecretMember().Replace(text, member => $"{member.Groups["name"].Value}{Cover}");
        text = SecretValue().Replace(text, member => $"{member.Groups["name"].Value}\"{Cover}\"");
        text = NestedSecretMember().Replace(text, member => $"{member.Groups["name"].Value}{Cover}");
        text = Bearer().Replace(text, bearer => $"{bearer.Groups["scheme"].Value}{Cover}");
        text = Credential().Replace(text, Cover);
        text = UserOfUrl().Replace(text, $"://{Cover}@");
        text = Email().Replace(text, Cover);
        return Digits().Replace(text, digits => WithoutCards(digits.Value));
    }

    /// <summary>A text that was cut, without the word in which it was: the beginning of a secret is not known as one.</summary>
    public static string WithoutLastWord(string text) => text.LastIndexOfAny([' ', ',', '"']) is >= 0 and var last ? text[..(last + 1)] : "";

    // A number of a card may stand beside other digits, such as its end and its check: it begins and ends with a group.
    private static string WithoutCards(string digits)
    {
        for (var start = 0; start < digits.Length; start++)
        {
            if (!BeginsGroup(digits, start))
                continue;

            for (var end = digits.Length; end > start; end--)
            {
                if (EndsGroup(digits, end) && IsCard(digits.AsSpan(start, end - start)))
                    return digits[..start] + Cover + WithoutCards(digits[end..]);
            }
        }

        return digits;
    }

    private static bool BeginsGroup(string digits, int at) => char.IsAsciiDigit(digits[at]) && (at == 0 || !char.IsAsciiDigit(digits[at - 1]));

    private static bool EndsGroup(string digits, int end) => char.IsAsciiDigit(digits[end - 1]) && (end == digits.Length || !char.IsAsciiDigit(digits[end]));

    // ISO/IEC 7812: the last digit is a check of the others.
    private static bool IsCard(ReadOnlySpan<char> text)
    {
        var (sum, count) = (0, 0);
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (!char.IsAsciiDigit(text[i]))
                continue;

            var digit = text[i] - '0';
            if (count++ % 2 == 1)
                digit = digit > 4 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return count is >= 13 and <= 19 && sum % 10 == 0;
    }

    [GeneratedRegex("-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----END)[\\s\\S])*(?:-----END [A-Z ]*PRIVATE KEY-----)?", RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    // A run of base64 that is longer than any word or key.
    [GeneratedRegex("(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{400,}={0,2}", RegexOptions.CultureInvariant)]
    private static partial Regex Media();

    [GeneratedRegex("(?<name>\"" + SecretName + "\"\\s*:\\s*\")(?>(?:[^\"\\\\]|\\\\.)*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex SecretMember();

    // A number, or a list of whatever.
    [GeneratedRegex("(?<name>\"" + SecretName + "\"\\s*:\\s*)(?:-?[0-9][0-9.eE+-]*|\\[[^\\]]*\\]?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SecretValue();

    // Arguments of tools are JSON in a text of JSON: quotes have a backslash, and quotes in the value three.
    [GeneratedRegex(
        "(?<name>\\\\\"" + SecretName + """\\"\s*:\s*\\")(?>(?:[^"\\]|\\{3,}"?|\\{2}(?!")|\\(?!["\\]))*)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NestedSecretMember();

    [GeneratedRegex("(?<scheme>" + Begin + "(?:bearer|basic) +)[A-Za-z0-9._~+/=-]{12,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Bearer();

    [GeneratedRegex(
        Begin + @"(?:(?:sk|pk|rk|fg|gsk|xai|pplx|r8|hf|nvapi)[-_][A-Za-z0-9_-]{16,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{15,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{30,}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Credential();

    [GeneratedRegex("://[^\\s/@\"\\\\:]{0,200}:[^\\s/@\"\\\\]{1,200}@", RegexOptions.CultureInvariant)]
    private static partial Regex UserOfUrl();

    [GeneratedRegex(@"(?:(?<=\\u[0-9A-Fa-f]{4})|(?<![A-Za-z0-9_\\])|(?<=\\[nrtbf]))[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Email();

    [GeneratedRegex(@"(?:(?<![A-Za-z0-9.-])|(?<=\\[nrtbf])|(?<=\\u[0-9A-Fa-f]{4}))[0-9](?:[ -]?[0-9]){12,60}", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
