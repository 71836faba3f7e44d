using System.Collections.Frozen;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Policies;

/// <summary>Policies by the names in one of their lists: for each name a bit for each policy.</summary>
internal sealed class PolicyIndex
{
    private readonly FrozenDictionary<string, ulong[]> _byName;

    private PolicyIndex(Dictionary<string, HashSet<int>> byName, int count) =>
        _byName = byName.ToFrozenDictionary(entry => entry.Key, entry => BitsOf(entry.Value, count), StringComparer.Ordinal);

    /// <summary>Takes those whose list has names only.</summary>
    /// <param name="policies">All policies.</param>
    /// <param name="left">Those that no index has yet.</param>
    /// <param name="list">The list.</param>
    public static PolicyIndex Take(Policy[] policies, HashSet<int> left, Func<Policy, NamePatterns> list)
    {
        var byName = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        foreach (var i in left.Where(i => list(policies[i]).HasNamesOnly).ToList())
        {
            left.Remove(i);
            foreach (var name in list(policies[i]).Names)
            {
                byName.TryAdd(name, []);
                byName[name].Add(i);
            }
        }

        return new PolicyIndex(byName, policies.Length);
    }

    public static ulong[] BitsOf(IEnumerable<int> numbers, int count)
    {
        var bits = new ulong[(count + 63) / 64];
        foreach (var number in numbers)
        {
            bits[number / 64] |= 1UL << (number % 64);
        }

        return bits;
    }

    /// <summary>Adds the policies of a name.</summary>
    public void Add(string? name, Span<ulong> candidates)
    {
        if (name is null || !_byName.TryGetValue(name, out var bits))
            return;

        for (var i = 0; i < bits.Length; i++)
        {
            candidates[i] |= bits[i];
        }
    }
}
