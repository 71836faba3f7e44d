using System.Buffers;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary>The name of a header (RFC 9110, section 5.1).</summary>
internal static class HeaderNameForm
{
    // RFC 9110, section 5.6.2.
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static ValueForm<string> Value { get; } = Forms.TextThat(
        "header name", IsName, "must be the name of a header", DiagnosticCodes.InvalidHeader, "X-Request-Id", "accept");

    public static bool IsName(string text) => text.Length > 0 && text.AsSpan().IndexOfAnyExcept(NameCharacters) < 0;
}
