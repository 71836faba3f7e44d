using System.Text;
using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Ai.Relay;

/// <summary>The credentials of a provider, which its errors may repeat and no client may read.</summary>
internal static class KeptSecrets
{
    // A server that wants no key is often given a word for one, which other texts hold too.
    private const int NoWord = 12;

    private static ReadOnlySpan<byte> Cover => "***"u8;

    /// <summary>An error names one of them.</summary>
    public static bool AreNamedIn(ReadOnlySpan<byte> error, Provider provider)
    {
        foreach (var secret in Of(provider, 1))
        {
            if (error.IndexOf(secret) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An event of a stream with each of them covered; the same bytes where it names none.</summary>
    /// <param name="bytes">The event.</param>
    /// <param name="provider">Whose it is.</param>
    /// <param name="isError">It is known to be an error, and not only something that is unknown.</param>
    public static ReadOnlyMemory<byte> Covered(ReadOnlyMemory<byte> bytes, Provider provider, bool isError)
    {
        // One may be the beginning of another.
        foreach (var secret in Of(provider, isError ? 1 : NoWord).OrderByDescending(secret => secret.Length))
        {
            if (bytes.Span.IndexOf(secret) >= 0)
            {
                bytes = Covered(bytes.Span, secret);
            }
        }

        return bytes;
    }

    private static IEnumerable<byte[]> Of(Provider provider, int shortest) =>
        from credential in provider.Credentials.All
        let secret = credential.Secret ?? ""
        where secret.Length >= shortest
        select Encoding.UTF8.GetBytes(secret);

    private static byte[] Covered(ReadOnlySpan<byte> text, ReadOnlySpan<byte> secret)
    {
        var covered = new List<byte>(text.Length);
        for (var at = text.IndexOf(secret); at >= 0; at = text.IndexOf(secret))
        {
            covered.AddRange(text[..at]);
            covered.AddRange(Cover);
            text = text[(at + secret.Length)..];
        }

        covered.AddRange(text);
        return [.. covered];
    }
}
