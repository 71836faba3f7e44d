using FerroGate.Config.Text;
using FerroGate.Core.Keys;

namespace FerroGate.Config.Validation;

/// <summary>Finds names that refer to nothing.</summary>
internal static class References
{
    private const string Any = "*";

    public static void Check(string noun, IEnumerable<Setting<string>> references, IEnumerable<string> known, ConfigContext context)
    {
        var names = known.Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        foreach (var reference in references.Where(reference => !names.Contains(reference.Value)))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.UnknownReference,
                reference.Span,
                $"there is no {noun} `{reference.Value}`",
                NearestName.HintOrList(reference.Value, names));
        }
    }

    /// <summary>The same of names in which a star stands for any letters: one that is there must fit.</summary>
    public static void CheckPatterns(string noun, IEnumerable<Setting<string>> names, IReadOnlyList<string> known, ConfigContext context)
    {
        Check(noun, names.Where(name => !NamePatterns.IsPattern(name.Value)), known, context);
        foreach (var pattern in names.Where(name => name.Value != Any && NamePatterns.IsPattern(name.Value) && !known.Any(one => NamePatterns.Fits(name.Value, one))))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.UnknownReference,
                pattern.Span,
                $"there is no {noun} whose name fits `{pattern.Value}`",
                NearestName.HintOrList(pattern.Value, known));
        }
    }
}
