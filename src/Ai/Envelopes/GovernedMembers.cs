namespace FerroGate.Ai.Envelopes;

/// <summary>
/// The members that limits, policies and prices depend on. Some providers read names without regard to case, so a
/// spelling that differs only in case could say one thing to the gateway and another to the provider.
/// </summary>
internal static class GovernedMembers
{
    /// <summary>The name of <paramref name="names"/> that <paramref name="name"/> equals except for case; <c>null</c> for any other name.</summary>
    public static string? NearMiss(ReadOnlySpan<string> names, string name)
    {
        foreach (var governed in names)
        {
            if (governed.Length == name.Length && governed != name && IsSpelling(name, governed))
            {
                return governed;
            }
        }

        return null;
    }

    // Unicode folds two letters beyond ASCII into letters of ours, and so do readers that are written in Go.
    private static bool IsSpelling(string name, string governed)
    {
        for (var i = 0; i < name.Length; i++)
        {
            var letter = name[i] switch
            {
                '\u017F' => 's',
                '\u212A' => 'k',
                var other => char.ToLowerInvariant(other),
            };
            if (letter != char.ToLowerInvariant(governed[i]))
            {
                return false;
            }
        }

        return true;
    }
}
