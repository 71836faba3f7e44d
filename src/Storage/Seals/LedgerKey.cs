using System.Buffers.Text;
using System.Security.Cryptography;
using FerroGate.Storage.DataDirectory;

namespace FerroGate.Storage.Seals;

/// <summary>The secret that entries are sealed with: whoever has it not cannot change an entry so that nobody finds out.</summary>
internal sealed class LedgerKey
{
    private const int Size = 32;

    private readonly byte[] _secret;

    private LedgerKey(byte[] secret)
    {
        _secret = secret;
        Id = Convert.ToHexStringLower(Mac("key"u8)[..8]);
    }

    /// <summary>What it can be told by, and not be guessed from.</summary>
    public string Id { get; }

    /// <summary>The key that is given, or that of the data directory, which is made where there is none.</summary>
    public static LedgerKey Open(DataPaths paths, string? given)
    {
        if (given is not null)
            return Parse(given, "The ledger key that is given");

        using var file = DataPaths.OpenFile(paths.LedgerKey, FileShare.None);
        if (file.Length == 0)
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size)) + "\n"));
            file.Flush(flushToDisk: true);
            file.Position = 0;
        }

        using var reader = new StreamReader(file);
        return Parse(reader.ReadToEnd(), $"The ledger key '{paths.LedgerKey}'");
    }

    /// <summary>The same for somebody who only looks.</summary>
    public static LedgerKey OpenExisting(DataPaths paths, string? given) =>
        given is not null || File.Exists(paths.LedgerKey)
            ? Open(paths, given)
            : throw new StoreException(
                $"There is no ledger key '{paths.LedgerKey}', which the ledger was sealed with; bring it back, or give the key in FERROGATE_LEDGER_KEY.");

    public byte[] Mac(params ReadOnlySpan<byte> data) => HMACSHA256.HashData(_secret, data);

    public override string ToString() => Id;

    private static LedgerKey Parse(string text, string what)
    {
        var secret = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Convert.TryFromBase64String(text.Trim(), secret, out var length) && length >= Size
            ? new LedgerKey(secret[..length])
            : throw new StoreException($"{what} is not the base64 of at least {Size} bytes, such as 'openssl rand -base64 {Size}' prints.");
    }
}
