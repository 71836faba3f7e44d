using System.Net;

namespace FerroGate.Core.Addresses;

/// <summary>Ranges of addresses, as the config writes them: <c>10.0.0.0/8</c>, one address, <c>private_ranges</c>.</summary>
public sealed class AddressRanges(IReadOnlyList<string> ranges)
{
    private const string Private = "private_ranges";

    private static readonly string[] PrivateRanges =
        ["192.168.0.0/16", "172.16.0.0/12", "10.0.0.0/8", "127.0.0.0/8", "fd00::/8", "::1/128"];

    private readonly IPNetwork[] _ranges = [.. ranges.SelectMany(range => range == Private ? PrivateRanges : [range]).Select(Read)];

    /// <summary>The ranges as they were written.</summary>
    public IReadOnlyList<string> Written => ranges;

    public bool Contain(IPAddress? address) => address is not null && Array.Exists(_ranges, range => range.Contains(address));

    // An address alone is a range of one, and bits behind the prefix do not count.
    private static IPNetwork Read(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = IPAddress.Parse(slash < 0 ? text : text[..slash]);
        var bytes = address.GetAddressBytes();
        var length = slash < 0 ? bytes.Length * 8 : int.Parse(text.AsSpan(slash + 1), System.Globalization.CultureInfo.InvariantCulture);
        for (var bit = length; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPNetwork(new IPAddress(bytes), length);
    }
}
