using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace FerroGate.Server.Hosting;

/// <summary>
/// Text in the values of headers. The server and its clients show each byte of a value as one character (Latin-1), so that all of
/// them pass through as they are; what such bytes say is mostly UTF-8.
/// </summary>
internal static class HeaderText
{
    private const char LastAscii = '\u007f';

    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Append(LastAscii).Select(letter => (char)letter)]);

    /// <summary>What a value says: its bytes as UTF-8, or one letter for each where they are none.</summary>
    public static string Read(string value)
    {
        if (Ascii.IsValid(value))
            return value;

        var bytes = Encoding.Latin1.GetBytes(value);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : value;
    }

    /// <summary>The value that says a text.</summary>
    public static string Write(string text) =>
        EscapeControls(Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes control characters as in a URL, so that no value ends its line or begins another.</summary>
    public static string EscapeControls(string value) =>
        value.AsSpan().ContainsAny(Controls)
            ? string.Concat(value.Select(letter => Controls.Contains(letter) ? Uri.EscapeDataString(letter.ToString()) : letter.ToString()))
            : value;

    /// <summary>Writes control characters and what is no ASCII as in a URL, for what is one.</summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value is >= ' ' and <= '~' ? ((char)rune.Value).ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return escaped.ToString();
    }
}
