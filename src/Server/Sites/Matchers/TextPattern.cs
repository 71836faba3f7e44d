namespace FerroGate.Server.Sites.Matchers;

/// <summary>A text that may begin or end with a star, which stands for any text.</summary>
internal static class TextPattern
{
    public static bool Matches(string pattern, string text, StringComparison comparison) => pattern switch
    {
        "*" => true,
        ['*', .. var inner, '*'] => text.Contains(inner, comparison),
        ['*', .. var end] => text.EndsWith(end, comparison),
        [.. var start, '*'] => text.StartsWith(start, comparison),
        _ => text.Equals(pattern, comparison),
    };
}
