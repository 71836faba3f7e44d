using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace FerroGate.Core.Keys;

/// <summary>
/// The SHA-256 of a client key. Keys are looked up by it, so that no comparison depends on how much of a key was right
/// and a stored key tells nobody its secret.
/// </summary>
public readonly struct KeyHash : IEquatable<KeyHash>
{
    /// <summary>What a written hash begins with.</summary>
    public const string Prefix = "sha256:";

    private readonly ulong _a, _b, _c, _d;

    private KeyHash(ReadOnlySpan<byte> digest)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(digest);
        (_a, _b, _c, _d) = (words[0], words[1], words[2], words[3]);
    }

    /// <summary>The hash of a secret as the client presents it.</summary>
    public static KeyHash Of(string secret)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(secret.Length));
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        try
        {
            var length = Encoding.UTF8.GetBytes(secret, bytes);
            SHA256.HashData(bytes.AsSpan(0, length), digest);
            return new KeyHash(digest);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }

    /// <summary>Reads <c>sha256:</c> and 64 hexadecimal digits of either case.</summary>
    public static bool TryParse(string? text, out KeyHash hash)
    {
        hash = default;
        if (text is null || !text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var digits = text.AsSpan(Prefix.Length);
        if (digits.Length != digest.Length * 2 || Convert.FromHexString(digits, digest, out _, out _) != OperationStatus.Done)
        {
            return false;
        }

        hash = new KeyHash(digest);
        return true;
    }

    public bool Equals(KeyHash other) => _a == other._a && _b == other._b && _c == other._c && _d == other._d;

    public override bool Equals(object? obj) => obj is KeyHash other && Equals(other);

    public override int GetHashCode() => _a.GetHashCode();

    /// <summary>The written form, <c>sha256:</c> and 64 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        ReadOnlySpan<ulong> words = [_a, _b, _c, _d];
        return Prefix + Convert.ToHexStringLower(MemoryMarshal.AsBytes(words));
    }

    public static bool operator ==(KeyHash left, KeyHash right) => left.Equals(right);

    public static bool operator !=(KeyHash left, KeyHash right) => !left.Equals(right);
}
