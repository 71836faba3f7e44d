using System.Buffers.Binary;
using System.Security.Cryptography;

namespace FerroGate.Storage.Journal.Encoding;

/// <summary>
/// The frame around each payload: its length (u32), a CRC-32C of everything else (u32), the chain hash (SHA-256 of the
/// previous chain hash and the payload), the payload. Little-endian. A length of zero is the end of a segment.
/// </summary>
internal static class RecordFrame
{
    public const int ChainSize = SHA256.HashSizeInBytes;
    public const int HeaderSize = 8 + ChainSize;

    /// <summary>Nothing that the gateway writes comes near it; what says more is damage.</summary>
    public const int MaxPayload = 1 << 20;

    /// <summary>Completes a frame whose payload is in its place.</summary>
    public static void Seal(Span<byte> frame, ReadOnlySpan<byte> previousChain)
    {
        var payload = frame.Length - HeaderSize;
        if (payload > MaxPayload)
            throw new InvalidDataException($"A journal record of {payload} bytes is over the limit of {MaxPayload}.");

        // The previous hash stands where the new one will, right before the payload, so both are hashed in one call.
        previousChain.CopyTo(frame[8..]);
        SHA256.HashData(frame[8..], frame.Slice(8, ChainSize));
        BinaryPrimitives.WriteInt32LittleEndian(frame, payload);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32C.Of(frame[..4], frame[8..]));
    }

    /// <summary>Whether a whole frame is undamaged and follows <paramref name="previousChain"/>.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> previousChain, IncrementalHash hash)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(frame[4..]) != Crc32C.Of(frame[..4], frame[8..]))
            return false;

        Span<byte> chain = stackalloc byte[ChainSize];
        hash.AppendData(previousChain);
        hash.AppendData(frame[HeaderSize..]);
        hash.GetHashAndReset(chain);
        return chain.SequenceEqual(frame.Slice(8, ChainSize));
    }
}
