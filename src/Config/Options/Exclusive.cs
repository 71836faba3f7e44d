namespace FerroGate.Config.Options;

/// <summary>Finds options of one block that say the same thing twice in different ways.</summary>
internal static class Exclusive
{
    /// <summary>Reports the second of those options that are written.</summary>
    /// <param name="owner">The block.</param>
    /// <param name="context">Where the mistake goes.</param>
    /// <param name="code">The error's code.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="names">At most one of them may be written.</param>
    public static void Check(
        OptionEntry owner, ConfigContext context, string code, string message, params ReadOnlySpan<string> names)
    {
        OptionEntry? first = null;
        foreach (var entry in owner.Block ?? [])
        {
            if (!names.Contains(entry.Name) || entry.Name == first?.Name)
                continue;

            if (first is not null)
            {
                context.Diagnostics.Error(code, entry.NameSpan, message);
                return;
            }

            first = entry;
        }
    }
}
