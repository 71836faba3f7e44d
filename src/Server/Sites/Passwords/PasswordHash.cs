using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using BCrypt.Net;
using FerroGate.Config.Values;

namespace FerroGate.Server.Sites.Passwords;

/// <summary>A bcrypt hash of a password: <c>$2a$</c>, <c>$2b$</c> or <c>$2y$</c>, a cost of 4 to 31, salt and digest.</summary>
internal sealed class PasswordHash
{
    private readonly string _text;

    private PasswordHash(string text, int cost)
    {
        _text = text;
        Cost = cost;
    }

    /// <summary>The binary logarithm of the work.</summary>
    public int Cost { get; }

    /// <summary>For the key of a cache only; a hash is a secret too.</summary>
    public ReadOnlySpan<char> Text => _text;

    /// <summary>Reads a hash as it is written, or wrapped in base64, as Caddy up to 2.6 printed it.</summary>
    public static bool TryRead(string written, [NotNullWhen(true)] out PasswordHash? hash)
    {
        hash = BcryptText.TryRead(written, out var text, out var cost) ? new PasswordHash(text, cost) : null;
        return hash is not null;
    }

    /// <summary>A hash that no password has and that costs the same, for users that there are not.</summary>
    public static PasswordHash OfNobody(int cost) =>
        new(string.Create(CultureInfo.InvariantCulture, $"$2a${cost:D2}${new string('.', 53)}"), cost);

    /// <summary>Hashes a password anew.</summary>
    public static string Make(string password, int cost) => BCrypt.Net.BCrypt.HashPassword(password, cost);

    /// <summary>Computes, for as long as the cost says, whether it is the hash of this password.</summary>
    public bool IsOf(string password)
    {
        try
        {
            return BCrypt.Net.BCrypt.Verify(password, _text);
        }
        catch (SaltParseException)
        {
            return false;
        }
    }

    public override string ToString() => "***";
}
