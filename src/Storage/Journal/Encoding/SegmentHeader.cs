using System.Buffers.Binary;

namespace FerroGate.Storage.Journal.Encoding;

/// <summary>
/// What a segment begins with: whose it is, the sequence number of its first record, and the chain hash that this record
/// builds on, so that a segment can be read when the ones before it are gone.
/// </summary>
internal sealed record SegmentHeader(JournalId Journal, int Number, long FirstSequence, ReadOnlyMemory<byte> PreviousChain)
{
    public const int Size = 80;

    // The last byte is the version of the format: frames of SHA-256 chains.
    private static ReadOnlySpan<byte> Magic => "FGJRNL\0\x01"u8;

    public void Write(Span<byte> to)
    {
        to[..Size].Clear();
        Magic.CopyTo(to);
        Journal.Value.TryWriteBytes(to[8..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32LittleEndian(to[24..], Number);
        BinaryPrimitives.WriteInt64LittleEndian(to[32..], FirstSequence);
        PreviousChain.Span.CopyTo(to[40..]);
        BinaryPrimitives.WriteUInt32LittleEndian(to[76..], Crc32C.Of(to[..76]));
    }

    /// <summary>Reads a header; <c>null</c> where there is none or it is damaged.</summary>
    public static SegmentHeader? Read(ReadOnlySpan<byte> from)
    {
        if (from.Length < Size || !from.StartsWith(Magic[..7]))
            return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(from[76..]) != Crc32C.Of(from[..76]))
            return null;
        if (from[7] != Magic[7])
            throw new StoreException($"A journal segment has format {from[7]}, which a newer FerroGate wrote; this one reads {Magic[7]}.");

        return new SegmentHeader(
            new JournalId(new Guid(from.Slice(8, 16), bigEndian: true)),
            BinaryPrimitives.ReadInt32LittleEndian(from[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(from[32..]),
            from.Slice(40, RecordFrame.ChainSize).ToArray());
    }
}
