using System.Net;
using CsCheck;
using FerroGate.Core.Addresses;

namespace FerroGate.Core.Tests.Addresses;

/// <summary>Which addresses a URL that came by API may lead to.</summary>
public sealed class PublicAddressesTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("1.1.1.1", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.32.0.0", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("203.0.113.9", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b:1::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("::7f00:1", false)]
    public void Only_addresses_of_the_public_internet_count(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.Contain(IPAddress.Parse(address)));

    [Fact]
    public void An_address_counts_as_much_when_it_is_written_as_one_of_IPv6() => Gen.Byte.Array[4].Sample(bytes =>
    {
        var address = new IPAddress(bytes);
        Assert.Equal(PublicAddresses.Contain(address), PublicAddresses.Contain(address.MapToIPv6()));
    });
}
