using System.Net;

namespace FerroGate.Config.Values;

/// <summary>Tells host names from addresses and from neither.</summary>
internal static class HostText
{
    /// <summary>An IP address in its usual spelling; <c>127.1</c> and <c>0x7f000001</c> are not.</summary>
    public static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out var address)
        && (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            ? text.Contains(':', StringComparison.Ordinal)
            : address.ToString() == text);

    /// <summary>Labels of letters, digits, hyphens and underscores.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 253
        && text.Split('.').All(label =>
            label.Length is > 0 and <= 63
            && label[0] != '-'
            && label[^1] != '-'
            && label.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'))
        && !LooksLikeAddress(text);

    /// <summary>A name in which a label may be <c>*</c>, which stands for any one.</summary>
    public static bool IsPattern(string text) =>
        IsName(string.Join('.', text.Split('.').Select(label => label == "*" ? "a" : label)));

    // All digits and dots, but no address: somebody mistyped one.
    private static bool LooksLikeAddress(string text) => text.All(character => char.IsAsciiDigit(character) || character == '.');
}
