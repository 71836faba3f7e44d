using Json.Schema;

namespace FerroGate.Testing.Contents.Specs;

/// <summary>Finds in a schema's verdict what is really wrong: of a union that nothing fits, only the branch that fits best.</summary>
internal static class SpecFaults
{
    public static IReadOnlyList<string> Of(EvaluationResults results) => [.. Faults(results).Distinct()];

    private static IEnumerable<string> Faults(EvaluationResults results)
    {
        if (results.IsValid)
            return [];
        var depth = results.EvaluationPath.SegmentCount;
        var branches = (results.Details ?? []).ToLookup(detail => Keyword(detail, depth) == "anyOf");
        // Where anything else is wrong, nothing counts as evaluated.
        var rest = branches[false].ToLookup(detail => Keyword(detail, depth) == "unevaluatedProperties");
        var faults = rest[false].SelectMany(Faults).ToArray() is { Length: > 0 } found ? found : rest[true].SelectMany(Faults);
        if (branches[true].Any() && branches[true].All(branch => !branch.IsValid))
            faults = faults.Concat(branches[true].Select(branch => Faults(branch).ToArray()).OrderBy(Unlikeliness).First());
        var own = (results.Errors ?? []).Where(error => error.Key != "anyOf").Select(error => $"{results.InstanceLocation}: {error.Value}");
        return [.. faults, .. own];
    }

    private static string? Keyword(EvaluationResults detail, int depth) =>
        detail.EvaluationPath.SegmentCount > depth ? detail.EvaluationPath.GetSegment(depth).ToString() : null;

    /// <summary>A branch that wants another type is not the one that was meant; of the others it is the one that minds least.</summary>
    private static int Unlikeliness(string[] faults) =>
        faults.Length + (faults.Any(fault => fault.Contains("/type: ", StringComparison.Ordinal) || fault.Contains("but should be", StringComparison.Ordinal)) ? 100 : 0);
}
