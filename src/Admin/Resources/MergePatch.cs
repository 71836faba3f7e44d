using System.Text.Json;
using System.Text.Json.Nodes;

namespace FerroGate.Admin.Resources;

/// <summary>Changes a JSON object by another one (RFC 7396): members take the place of those of their name, and <c>null</c> takes one away.</summary>
internal static class MergePatch
{
    private const int DeepestNesting = 32;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = DeepestNesting };

    /// <exception cref="JsonException">The patch is no object, or a name stands in it twice.</exception>
    public static string Apply(string target, string patch)
    {
        if (JsonNode.Parse(patch, documentOptions: Options) is not JsonObject members)
            throw new JsonException();

        var merged = (JsonObject)JsonNode.Parse(target, documentOptions: Options)!;
        Merge(merged, members);
        return merged.ToJsonString();
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
                target.Remove(name);
            else if (value is JsonObject members && target[name] is JsonObject inner)
                Merge(inner, members);
            else
                target[name] = WithoutNulls(value);
        }
    }

    // What takes nothing's place is merged into nothing.
    private static JsonNode WithoutNulls(JsonNode value)
    {
        if (value is not JsonObject members)
            return value.DeepClone();

        var whole = new JsonObject();
        Merge(whole, members);
        return whole;
    }
}
