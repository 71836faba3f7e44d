using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FerroGate.Core.Exchanges;

/// <summary>
/// The identity of one exchange in holds, ledger and records: a UUIDv7 (RFC 9562) that the gateway makes and that no
/// client can choose.
/// </summary>
public readonly record struct ExchangeId(Guid Value)
{
    private const int Length = 16;
    private const int TimeLength = 6;
    private const int AtOnce = 64;

    // Every request has an identity, and to ask the system for randomness each time would cost it a system call.
    [ThreadStatic]
    private static byte[]? t_random;

    [ThreadStatic]
    private static int t_left;

    /// <summary>A new identity, ordered by the clock's time.</summary>
    public static ExchangeId New(TimeProvider clock)
    {
        var bytes = NextRandom();
        Span<byte> time = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(time, clock.GetUtcNow().ToUnixTimeMilliseconds());
        time[^TimeLength..].CopyTo(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(new Guid(bytes, bigEndian: true));
    }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out ExchangeId exchange)
    {
        var isOne = Guid.TryParseExact(text, "D", out var value);
        exchange = new(value);
        return isOne;
    }

    public override string ToString() => Value.ToString("D");

    // No two calls get the same bytes.
    private static Span<byte> NextRandom()
    {
        var random = t_random ??= new byte[AtOnce * Length];
        if (t_left == 0)
        {
            RandomNumberGenerator.Fill(random);
            t_left = AtOnce;
        }

        return random.AsSpan(--t_left * Length, Length);
    }
}
