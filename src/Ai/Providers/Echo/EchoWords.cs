namespace FerroGate.Ai.Providers.Echo;

/// <summary>The echo's tokens: words, each with the white space before it.</summary>
internal static class EchoWords
{
    /// <summary>Parts of which the text is the concatenation.</summary>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i == text.Length || (char.IsWhiteSpace(text[i]) && !char.IsWhiteSpace(text[i - 1])))
            {
                words.Add(text[start..i]);
                start = i;
            }
        }

        return words;
    }
}
