using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace FerroGate.Core.Keys;

/// <summary>
/// Where credentials come from, as far as one client can be told from another: an IPv4 address, or the /64 of an IPv6 one, in which a client has
/// as many addresses as it likes. All that have no address are one.
/// </summary>
internal readonly record struct CredentialSource(AddressFamily Family, ulong Prefix)
{
    public static CredentialSource Of(IPAddress? address)
    {
        if (address is null)
            return default;

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        Span<byte> bytes = stackalloc byte[16];
        plain.TryWriteBytes(bytes, out var length);
        return new CredentialSource(plain.AddressFamily, length == 16 ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }
}
