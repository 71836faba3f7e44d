namespace FerroGate.Ai.Envelopes;

/// <summary>
/// The members that limits, policies and prices depend on. Some providers read names without regard to case, so a
/// spelling that differs only in case could say one thing to the gateway and another to the provider.
/// </summary>
internal static class GovernedMembers
{
    private static readonly string[] Names =
        ["model", "stream", "stream_options", "n", "store", "max_tokens", "max_completion_tokens", "max_output_tokens", "messages"];

    /// <summary>The governed name that <paramref name="name"/> equals except for case; <c>null</c> for any other name.</summary>
    public static string? NearMiss(string name)
    {
        foreach (var governed in Names)
        {
            if (governed.Length == name.Length
                && governed.Equals(name, StringComparison.OrdinalIgnoreCase)
                && !governed.Equals(name, StringComparison.Ordinal))
            {
                return governed;
            }
        }

        return null;
    }
}
