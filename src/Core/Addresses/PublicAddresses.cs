using System.Net;
using System.Net.Sockets;

namespace FerroGate.Core.Addresses;

/// <summary>
/// Addresses of the public internet: none of a private, local, shared, reserved or documentary range (IANA's special-purpose registries, RFC 6890),
/// and none that only wraps one of those.
/// </summary>
public static class PublicAddresses
{
    private static readonly AddressRanges Special = new(
    [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    ]);

    // All that is given out to anybody.
    private static readonly AddressRanges Global6 = new(["2000::/3"]);

    private static readonly AddressRanges Special6 = new(["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]);

    private static readonly AddressRanges Translated = new(["64:ff9b::/96"]);

    public static bool Contain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !Special.Contain(address);

        // Its last four bytes are the address that is meant.
        return Translated.Contain(address)
            ? Contain(new IPAddress(address.GetAddressBytes().AsSpan(12)))
            : Global6.Contain(address) && !Special6.Contain(address);
    }
}
