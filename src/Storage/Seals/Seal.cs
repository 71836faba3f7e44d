using System.Buffers.Binary;
using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Journal.Encoding;

namespace FerroGate.Storage.Seals;

/// <summary>
/// What is sealed, byte by byte. An entry is sealed in the form that the journal has, in which a field that is not set takes no byte, so that
/// entries keep their seals when later versions know more fields.
/// </summary>
internal static class Seal
{
    private const int UsualEntry = 512;

    public static byte[] OfBeginning(LedgerKey key, long chain, JournalId journal, ReadOnlySpan<byte> before) =>
        key.Mac([.. "beginning"u8, .. Bytes(chain), .. Bytes(journal), .. before]);

    /// <param name="key">The secret.</param>
    /// <param name="before">The seal of the entry before it in the chain.</param>
    /// <param name="journal">The journal of the chain.</param>
    /// <param name="number">Its place in the chain, from 1.</param>
    /// <param name="sequence">Its place in the journal.</param>
    /// <param name="entry">The entry.</param>
    public static byte[] OfEntry(LedgerKey key, ReadOnlySpan<byte> before, JournalId journal, long number, long sequence, LedgerEntry entry)
    {
        var form = new RecordBuffer(UsualEntry);
        "entry"u8.CopyTo(form.Take(5));
        before.CopyTo(form.Take(before.Length));
        journal.Value.TryWriteBytes(form.Take(16), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(form.Take(sizeof(long)), number);
        BinaryPrimitives.WriteInt64BigEndian(form.Take(sizeof(long)), sequence);
        SettledForm.Write(new FieldWriter(form), entry);
        return key.Mac(form.Written);
    }

    /// <param name="key">The secret.</param>
    /// <param name="mac">The seal of an entry that was passed over.</param>
    public static byte[] OfPassedOver(LedgerKey key, byte[] mac) => key.Mac([.. "passed over"u8, .. mac]);

    public static byte[] OfChain(LedgerKey key, LedgerChain chain) => key.Mac(
    [
        .. "chain"u8, .. Bytes(chain.Id), .. Bytes(chain.Journal), .. chain.Beginning,
        .. Bytes(chain.Anchor.Entries), .. Bytes(chain.Anchor.CostNanoUsd), .. chain.Anchor.Mac,
        .. Bytes(chain.Entries), .. chain.Head,
    ]);

    private static byte[] Bytes(JournalId journal) => journal.Value.ToByteArray(bigEndian: true);

    private static byte[] Bytes(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
