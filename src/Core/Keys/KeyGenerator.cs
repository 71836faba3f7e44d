using System.Numerics;
using System.Security.Cryptography;

namespace FerroGate.Core.Keys;

/// <summary>Makes client keys that need no salt and no slow hash, because nobody can guess them.</summary>
public static class KeyGenerator
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int RandomBytes = 32;

    // 62^43 is the first power of 62 above 2^256.
    private const int Digits = 43;

    /// <summary><c>fg-</c> and 32 random bytes in base 62, always 46 characters long.</summary>
    public static string NewSecret()
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        var number = new BigInteger(random, isUnsigned: true);
        return "fg-" + string.Create(Digits, number, static (text, rest) =>
        {
            for (var i = text.Length - 1; i >= 0; i--)
            {
                rest = BigInteger.DivRem(rest, Alphabet.Length, out var digit);
                text[i] = Alphabet[(int)digit];
            }
        });
    }
}
