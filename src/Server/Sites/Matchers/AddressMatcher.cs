using System.Net;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>remote_ip</c> and <c>client_ip</c>: the address is in one of some ranges.</summary>
internal sealed class AddressMatcher : IRequestMatcher
{
    private const string Private = "private_ranges";

    private static readonly string[] PrivateRanges =
        ["192.168.0.0/16", "172.16.0.0/12", "10.0.0.0/8", "127.0.0.0/8", "fd00::/8", "::1/128"];

    private readonly IPNetwork[] _ranges;

    public AddressMatcher(IEnumerable<string> ranges) =>
        _ranges = [.. ranges.SelectMany(range => range == Private ? PrivateRanges : [range]).Select(Read)];

    public bool Matches(SiteRequest request) =>
        request.RemoteAddress is { } address && Array.Exists(_ranges, range => range.Contains(address));

    /// <summary>A range as it is written; an address alone is a range of one, and bits behind the prefix do not count.</summary>
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
