namespace FerroGate.Ai.Dialects.GeminiGenerate;

/// <summary>How Gemini writes models: as resources, of which the last part is the name.</summary>
internal static class GenerateModels
{
    private const string Prefix = "models/";

    /// <summary>The name alone.</summary>
    public static string NameOf(string model) => model.StartsWith(Prefix, StringComparison.Ordinal) ? model[Prefix.Length..] : model;

    /// <summary>The resource of a name, or of a resource.</summary>
    public static string ResourceOf(string model) => Prefix + NameOf(model);
}
