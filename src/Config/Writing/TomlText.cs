using System.Globalization;
using System.Text;

namespace FerroGate.Config.Writing;

/// <summary>Keys and strings of TOML.</summary>
internal static class TomlText
{
    /// <summary>A key, bare where it can be.</summary>
    public static string Key(string name) =>
        name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_') ? name : BasicString(name);

    /// <summary>A string between double quotes.</summary>
    public static string BasicString(string text)
    {
        var written = new StringBuilder("\"");
        foreach (var character in text)
        {
            written.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(character) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => character.ToString(),
            });
        }

        return written.Append('"').ToString();
    }
}
