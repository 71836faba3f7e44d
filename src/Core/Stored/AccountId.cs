using System.Security.Cryptography;
using System.Text;
using FerroGate.Core.Snapshot;

namespace FerroGate.Core.Stored;

/// <summary>
/// Where something is stored: at one provider, under one address and one credential. It tells nobody the credential, and two are
/// equal only where all three are.
/// </summary>
/// <param name="Text">32 hexadecimal digits.</param>
public readonly record struct AccountId(string Text)
{
    private const int Length = 16;

    public static AccountId Of(Provider provider, ProviderCredential credential)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{provider.Name}\n{provider.BaseUrl}\n{credential.Secret}"));
        return new(Convert.ToHexStringLower(digest.AsSpan(0, Length)));
    }

    /// <summary>The credential of a provider that leads there; <c>null</c> where none does any more.</summary>
    public ProviderCredential? CredentialOf(Provider provider)
    {
        foreach (var credential in provider.Credentials.All)
        {
            if (Of(provider, credential) == this)
            {
                return credential;
            }
        }

        return null;
    }

    public override string ToString() => Text;
}
