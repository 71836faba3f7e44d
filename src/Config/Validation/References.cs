using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>Finds names that refer to nothing.</summary>
internal static class References
{
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
}
