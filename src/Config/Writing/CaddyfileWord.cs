namespace FerroGate.Config.Writing;

/// <summary>Writes a text as one word of a Caddyfile.</summary>
internal static class CaddyfileWord
{
    private const string PlainCharacters = "-_.:/@*+?!=,~^$%&;|()[]>'{}";

    // What a variable of the environment begins with; with a name it is replaced before anything else is read.
    private const string Opening = "{$";

    /// <summary>Bare where that means the same, else in quotes.</summary>
    public static string Write(string text) => IsPlain(text) ? Checked(text) : WriteQuoted(text);

    /// <summary>In quotes, whatever it is.</summary>
    public static string WriteQuoted(string text)
    {
        Checked(text);
        if (!text.Contains('"', StringComparison.Ordinal) && !text.EndsWith('\\'))
            return $"\"{text}\"";

        if (!text.Contains('`', StringComparison.Ordinal))
            return $"`{text}`";

        // Between double quotes a backslash only matters before one.
        return text.Contains("\\\"", StringComparison.Ordinal) || text.EndsWith('\\') ? Heredoc(text) : $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || !text.All(character => char.IsLetterOrDigit(character) || PlainCharacters.Contains(character)))
            return false;

        return text is not ("{" or "}") && text[0] != '}' && text[^1] != '{' && !char.IsSurrogate(text[0]);
    }

    private static string Heredoc(string text)
    {
        var marker = "TEXT";
        while (text.Contains(marker, StringComparison.Ordinal))
            marker += "_";

        return $"<<{marker}\n{text}\n{marker}";
    }

    private static string Checked(string text)
    {
        for (var at = text.IndexOf(Opening, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Opening, at + 1, StringComparison.Ordinal))
        {
            if (text.IndexOf('}', at) > at + Opening.Length)
                throw new UnwritableConfigException("a Caddyfile replaces `{$…}` by a variable of the environment, and a text of this config has that in it");
        }

        return text;
    }
}
