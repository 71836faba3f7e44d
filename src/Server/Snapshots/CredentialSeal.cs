using System.Security.Cryptography;
using System.Text;
using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Snapshots;

/// <summary>
/// Seals credentials that come by API before they are stored, with AES-256-GCM under a master key that is not in the store. What was sealed
/// for one provider opens for no other. Of several keys the first seals, and all open.
/// </summary>
internal sealed class CredentialSeal
{
    /// <summary>The variable that holds the master key, as 64 hexadecimal digits; several with commas between.</summary>
    public const string Variable = "FERROGATE_MASTER_KEY";

    private const string FileVariable = Variable + "_FILE";
    private const string Prefix = "sealed:";
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly IReadOnlyList<(string Id, byte[] Key)> _keys;

    private CredentialSeal(IReadOnlyList<(string Id, byte[] Key)> keys, string? fault) => (_keys, Fault) = (keys, fault);

    public bool CanSeal => _keys.Count > 0;

    /// <summary>What is wrong with what the environment gives, and what to write; <c>null</c> where nothing is.</summary>
    public string? Fault { get; }

    /// <summary>What the environment gives.</summary>
    public static CredentialSeal Of(Func<string, string?> environment)
    {
        try
        {
            var text = environment(FileVariable) is { Length: > 0 } path ? File.ReadAllText(path) : environment(Variable) ?? "";
            return new CredentialSeal([.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Read)], null);
        }
        catch (FormatException)
        {
            return new CredentialSeal([], $"{Variable} holds something else than {KeyBytes * 2} hexadecimal digits; make a key with: openssl rand -hex {KeyBytes}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new CredentialSeal([], $"the file that {FileVariable} names cannot be read: {exception.Message}");
        }
    }

    public static bool IsSealed(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>It was sealed under the first key.</summary>
    public bool IsUnderFirst(string text) => CanSeal && text.StartsWith($"{Prefix}{_keys[0].Id}:", StringComparison.Ordinal);

    /// <summary>The text sealed under the first key.</summary>
    public string Seal(string text, string provider)
    {
        var (id, key) = _keys[0];
        var plain = Encoding.UTF8.GetBytes(text);
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(provider));
        return $"{Prefix}{id}:{Convert.ToBase64String(box)}";
    }

    /// <summary>What was sealed; <c>null</c> where its key is not there, or it was sealed for somebody else.</summary>
    public string? Open(string text, string provider)
    {
        if (text.Split(':') is not [_, var id, var box64] || _keys.FirstOrDefault(one => one.Id == id).Key is not { } key)
            return null;

        var box = new byte[box64.Length];
        if (!Convert.TryFromBase64String(box64, box, out var length) || length < NonceBytes + TagBytes)
            return null;

        var plain = new byte[length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(
                box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length, TagBytes), plain, Encoding.UTF8.GetBytes(provider));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>What a provider is shown, opened where it was sealed.</summary>
    public ProviderCredential Credential(string value, string provider) => !IsSealed(value) ? ProviderCredential.Of(value)
        : Open(value, provider) is { } opened ? ProviderCredential.Of(opened)
        : ProviderCredential.MissingAt($"the variable {Variable}, with the key that sealed it");

    private static (string Id, byte[] Key) Read(string text)
    {
        var key = Convert.FromHexString(text);
        return key.Length == KeyBytes ? (Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 4)), key) : throw new FormatException();
    }
}
