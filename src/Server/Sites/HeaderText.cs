using System.Text;

namespace FerroGate.Server.Sites;

/// <summary>Text that may stand in a header.</summary>
internal static class HeaderText
{
    /// <summary>Writes control characters and what is no ASCII as in a URL, so that no value ends its line or begins another.</summary>
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
