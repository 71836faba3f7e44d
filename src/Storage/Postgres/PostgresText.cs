using System.Text;

namespace FerroGate.Storage.Postgres;

/// <summary>Texts as PostgreSQL has them: without NUL and without half a surrogate.</summary>
internal static class PostgresText
{
    /// <summary>The text, with a replacement character for what cannot be in it: one that a client made up must not keep all others from going there.</summary>
    public static string Whole(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            text = text.Replace('\0', '\uFFFD');
        return text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
    }
}
