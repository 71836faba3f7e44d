using System.Net;
using FerroGate.Core.Addresses;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>remote_ip</c> and <c>client_ip</c>: the address is in one of some ranges.</summary>
internal sealed class AddressMatcher(IEnumerable<string> ranges, Func<SiteRequest, IPAddress?> address) : IRequestMatcher
{
    private readonly AddressRanges _ranges = new([.. ranges]);

    public bool Matches(SiteRequest request) => _ranges.Contain(address(request));
}
