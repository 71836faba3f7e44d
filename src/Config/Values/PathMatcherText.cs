namespace FerroGate.Config.Values;

/// <summary>What a path matcher may be.</summary>
internal static class PathMatcherText
{
    /// <summary>The rule that a text breaks; <c>null</c> where it is right.</summary>
    public static string? WhatIsWrong(string text)
    {
        if (text.Length == 0 || text[0] is not ('/' or '*' or '{'))
            return "must begin with / or *";

        // A question mark is any one character here, as in a glob.
        return text.Any(character => char.IsControl(character) || character == '#') ? "has no fragment and no control characters" : null;
    }
}
