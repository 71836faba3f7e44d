using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FerroGate.Core.Routing;

/// <summary>
/// Weighted rendezvous hashing: the same value finds the same target, in every process, as long as it is there; when one goes, only
/// its values move, and in proportion to the weights of the others.
/// </summary>
public static class Rendezvous
{
    /// <summary>Puts the targets that could be first into the order in which a value finds them, and leaves the rest behind.</summary>
    /// <param name="order">Indices of targets in the order in which they would be asked.</param>
    /// <param name="firsts">Those of them that a value may choose among.</param>
    /// <param name="value">What requests have in common.</param>
    /// <param name="names">What the targets are called, by index.</param>
    /// <param name="targets">The targets.</param>
    public static int[] Of(
        IReadOnlyList<int> order, IReadOnlyCollection<int> firsts, ReadOnlySpan<byte> value, IReadOnlyList<string> names, IReadOnlyList<Standing> targets)
    {
        var distances = new double[targets.Count];
        foreach (var i in firsts)
            distances[i] = TargetOrder.Distance(NumberOf(value, names[i]), targets[i].Weight);

        return [.. firsts.OrderBy(i => distances[i]).ThenBy(i => names[i], StringComparer.Ordinal), .. order.Where(i => !firsts.Contains(i))];
    }

    // As many bits as a double holds, from 0 to below 1.
    private static double NumberOf(ReadOnlySpan<byte> value, string name)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(value, digest);
        hash.AppendData(digest);
        hash.AppendData(Encoding.UTF8.GetBytes(name));
        hash.GetHashAndReset(digest);
        return (BinaryPrimitives.ReadUInt64LittleEndian(digest) >> 11) / (double)(1UL << 53);
    }
}
