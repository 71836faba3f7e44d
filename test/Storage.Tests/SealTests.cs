using System.Buffers.Binary;
using System.Security.Cryptography;
using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Journal.Encoding;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests;

/// <summary>Ledgers that were sealed by older versions must verify, so what is sealed never changes its form.</summary>
public sealed class SealTests
{
    [Fact]
    public void An_entry_is_sealed_with_the_seal_before_it_its_places_and_the_form_that_the_journal_has()
    {
        using var directory = new TemporaryDirectory();
        var secret = new byte[32];
        secret.AsSpan().Fill(7);
        var key = LedgerKey.Open(DataPaths.Open(directory.Root), Convert.ToBase64String(secret));
        var (journal, entry, before) = (new JournalId(Guid.Parse("01a22627-de93-743d-b7c8-25427c5683a2")), Some.Settled(Some.Opened()), new byte[] { 1, 2, 3 });
        var form = new RecordBuffer();
        SettledForm.Write(new FieldWriter(form), entry);

        var expected = HMACSHA256.HashData(
            secret, (byte[])[.. "entry"u8, 1, 2, 3, .. Convert.FromHexString("01a22627de93743db7c825427c5683a2"), .. BigEndian(42), .. BigEndian(1L << 40), .. form.Written]);

        Assert.Equal(expected, Seal.OfEntry(key, before, journal, 42, 1L << 40, entry));
    }

    private static byte[] BigEndian(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
