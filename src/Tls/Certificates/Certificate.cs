using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace FerroGate.Tls.Certificates;

/// <summary>A certificate with its key and its chain, ready for handshakes.</summary>
public sealed class Certificate
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<IPAddress> _addresses = [];

    /// <param name="own">The certificate, with its key.</param>
    /// <param name="chain">What stands behind it in the file; it is sent along. Nothing is fetched from the network for it.</param>
    public Certificate(X509Certificate2 own, X509Certificate2Collection chain)
    {
        Context = SslStreamCertificateContext.Create(own, chain, offline: true);
        ExpiresAt = own.NotAfter;
        if (own.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault() is { } names)
        {
            _names.UnionWith(names.EnumerateDnsNames());
            _addresses.UnionWith(names.EnumerateIPAddresses());
        }
        else
        {
            _names.Add(own.GetNameInfo(X509NameType.SimpleName, forIssuer: false));
        }
    }

    /// <summary>What handshakes are made with.</summary>
    public SslStreamCertificateContext Context { get; }

    public DateTimeOffset ExpiresAt { get; }

    /// <summary>It says that it is for this name, letter by letter or by a star in place of the first label.</summary>
    public bool IsFor(string name) =>
        _names.Contains(name) || (name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && _names.Contains($"*{name[dot..]}"));

    /// <summary>It says that it is for this address.</summary>
    public bool IsFor(IPAddress address) => _addresses.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
}
