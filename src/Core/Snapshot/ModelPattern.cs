using System.Buffers;

namespace FerroGate.Core.Snapshot;

/// <summary>A name with one <c>*</c>, and what stands for it.</summary>
public static class ModelPattern
{
    private const int Longest = 128;

    // A client chooses it, and some providers have it in their URLs.
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:/@+");

    public static bool Is(string name) => name.Contains('*', StringComparison.Ordinal);

    /// <summary>How much of a pattern stands before its star: the more, the better it fits.</summary>
    public static int PrefixOf(string pattern) => pattern.IndexOf('*', StringComparison.Ordinal);

    /// <summary>What stands for the star in a name; <c>null</c> where the pattern does not fit.</summary>
    public static string? StarOf(string pattern, string name)
    {
        var star = PrefixOf(pattern);
        var (before, after) = (pattern[..star], pattern[(star + 1)..]);
        if (name.Length < pattern.Length || !name.StartsWith(before, StringComparison.Ordinal) || !name.EndsWith(after, StringComparison.Ordinal))
            return null;

        var filling = name[star..^after.Length];
        return filling.Length <= Longest && !filling.AsSpan().ContainsAnyExcept(Allowed) && filling.Any(char.IsAsciiLetterOrDigit)
            && !filling.Contains("..", StringComparison.Ordinal) ? filling : null;
    }

    /// <summary>The name with something in place of its star, if it has one.</summary>
    public static string Fill(string pattern, string star) => pattern.Replace("*", star, StringComparison.Ordinal);
}
