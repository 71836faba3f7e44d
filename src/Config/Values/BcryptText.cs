using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace FerroGate.Config.Values;

/// <summary>Reads bcrypt hashes: <c>$2a$</c>, <c>$2b$</c> or <c>$2y$</c>, a cost of 4 to 31, salt and digest.</summary>
public static class BcryptText
{
    public const int LeastCost = 4;
    public const int MostCost = 31;

    private const int Length = 60;
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Reads a hash as it is written, or wrapped in base64, as Caddy up to 2.6 printed it.</summary>
    /// <param name="written">The text.</param>
    /// <param name="hash">The hash, unwrapped.</param>
    /// <param name="cost">The binary logarithm of the work.</param>
    public static bool TryRead(string written, [NotNullWhen(true)] out string? hash, out int cost)
    {
        hash = TryReadCost(written, out cost) ? written : Unwrapped(written) is { } inner && TryReadCost(inner, out cost) ? inner : null;
        return hash is not null;
    }

    private static bool TryReadCost(string text, out int cost)
    {
        cost = 0;
        return text.Length == Length
            && text[..4] is "$2a$" or "$2b$" or "$2y$"
            && text[6] == '$'
            && text[7..].All(Alphabet.Contains)
            && int.TryParse(text[4..6], NumberStyles.None, CultureInfo.InvariantCulture, out cost)
            && cost is >= LeastCost and <= MostCost;
    }

    private static string? Unwrapped(string written)
    {
        Span<byte> bytes = stackalloc byte[Length + 3];
        return written.Length <= 84 && Convert.TryFromBase64String(written, bytes, out var count) ? Encoding.ASCII.GetString(bytes[..count]) : null;
    }
}
