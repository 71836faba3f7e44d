using System.Text;

namespace FerroGate.Config.Patterns;

/// <summary>
/// Which code points differ only in case: Unicode's simple case folding, as Go's <c>unicode.SimpleFold</c> has it. So
/// <c>(?i)k</c> is <c>k</c>, <c>K</c> and the Kelvin sign.
/// </summary>
internal static class CaseFolding
{
    private const int First = 'A';
    private const int Last = 0x1E943;
    private const int DottedCapitalI = 0x130;
    private const int DotlessI = 0x131;

    // .NET maps these to nothing, so that no text of ASCII alone is equal to one beyond it.
    private static readonly (int, int)[] LeftOutByDotNet = [('s', 0x17F)];

    private static readonly Lazy<Dictionary<int, List<int>>> Families = new(FindFamilies);

    /// <summary>The other members of the families of a range's members, with repetitions.</summary>
    public static IEnumerable<int> OthersOf(int first, int last)
    {
        for (var codePoint = Math.Max(first, First); codePoint <= Math.Min(last, Last); codePoint++)
        {
            if (Families.Value.TryGetValue(codePoint, out var family))
            {
                foreach (var other in family)
                    yield return other;
            }
        }
    }

    private static Dictionary<int, List<int>> FindFamilies()
    {
        var families = new Dictionary<int, List<int>>();
        for (var codePoint = First; codePoint <= Last; codePoint++)
        {
            // The Turkish letters are in nobody's family, whatever they are mapped to.
            if (codePoint is DottedCapitalI or DotlessI || !Rune.TryCreate(codePoint, out var rune))
                continue;

            Join(families, codePoint, Rune.ToUpperInvariant(rune).Value);
            Join(families, codePoint, Rune.ToLowerInvariant(rune).Value);
        }

        foreach (var (one, other) in LeftOutByDotNet)
            Join(families, one, other);
        return families;
    }

    private static void Join(Dictionary<int, List<int>> families, int one, int other)
    {
        if (one == other)
            return;

        var joined = FamilyOf(families, one);
        if (joined.Contains(other))
            return;

        foreach (var member in FamilyOf(families, other))
        {
            joined.Add(member);
            families[member] = joined;
        }
    }

    private static List<int> FamilyOf(Dictionary<int, List<int>> families, int codePoint)
    {
        if (!families.TryGetValue(codePoint, out var family))
            families[codePoint] = family = [codePoint];
        return family;
    }
}
