namespace FerroGate.Ai.Counting;

/// <summary>
/// The families of models by their names. The numbers of those without a published encoding are fitted to the recordings of 2024-06 to
/// 2026-09, as of 2026-11-28; what a provider reports at run time corrects them.
/// </summary>
public static class ModelFamilies
{
    private static readonly ModelFamily Gpt4 = new("gpt-4") { Encoding = TextEncoding.Cl100k };
    private static readonly ModelFamily Gpt4o = new("gpt-4o") { Encoding = TextEncoding.O200k };
    private static readonly ModelFamily Thinking = new("o1") { Encoding = TextEncoding.O200k, HidesThoughts = true, PerRequest = 2, ForTools = 15 };
    private static readonly ModelFamily Gpt5 = Thinking with { Name = "gpt-5", ForToolsInChat = 82 };
    private static readonly ModelFamily Embeddings = new("text-embedding") { Encoding = TextEncoding.Cl100k, PerRequest = 0, PerMessage = 0 };
    private static readonly ModelFamily Claude = new("claude") { InputPerByte = 0.26, ForTools = 412, PerTool = 0, PerMedium = 1_000, PerCall = 35 };
    private static readonly ModelFamily Claude4 = Claude with { ForTools = 345 };
    private static readonly ModelFamily Claude45 = Claude with { ForTools = 590 };
    private static readonly ModelFamily Other = new("other") { PerTool = 30, PerCall = 15 };

    // The first whose beginning a name has; longer ones stand before what they begin with.
    private static readonly (string Prefix, ModelFamily Family)[] ByPrefix =
    [
        ("gpt-4o", Gpt4o), ("gpt-4.1", Gpt4o), ("gpt-4.5", Gpt4o), ("chatgpt-4o", Gpt4o), ("gpt-audio", Gpt4o),
        ("gpt-5", Gpt5), ("o1", Thinking), ("o3", Thinking), ("o4", Thinking), ("codex", Thinking),
        ("gpt-oss", Thinking with { Name = "gpt-oss", HidesThoughts = false, PerRequest = 68 }),
        ("gpt-4", Gpt4), ("gpt-3.5", Gpt4), ("gpt-35", Gpt4),
        ("text-embedding-3", Embeddings), ("text-embedding-ada-002", Embeddings),
    ];

    // Elsewhere vendors and regions stand before the name.
    private static readonly (string Part, ModelFamily Family)[] ByPart =
    [
        ("claude-3", Claude4), ("claude-haiku-4", Claude45), ("sonnet-4-5", Claude45), ("sonnet-4.5", Claude45), ("sonnet-4-6", Claude45), ("sonnet-4.6", Claude45),
        ("claude-sonnet-4", Claude4), ("claude-opus-4", Claude4), ("claude", Claude),
        ("gemini", Other with { Name = "gemini", InputPerByte = 0.2, OutputPerByte = 0.225, PerRequest = 0, PerMessage = 0, ForTools = 0, PerTool = 0, PerMedium = 258 }),
        ("grok", Other with { Name = "grok", InputPerByte = 0.24, PerRequest = 185, ForTools = 0, PerMedium = 256 }),
        ("deepseek", Other with { Name = "deepseek", InputPerByte = 0.22, OutputPerByte = 0.21, ForTools = 210, PerTool = 50 }),
        ("llama", Other with { Name = "llama", InputPerByte = 0.24, PerRequest = 30, ForTools = 200 }),
    ];

    /// <summary>That of a model, by the name that its provider knows it by.</summary>
    public static ModelFamily Of(string model)
    {
        var name = model.AsSpan(model.LastIndexOf('/') + 1);
        name = name.StartsWith("ft:", StringComparison.OrdinalIgnoreCase) ? name[3..] : name;
        foreach (var (prefix, family) in ByPrefix)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return family;
            }
        }

        foreach (var (part, family) in ByPart)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return family;
            }
        }

        return Other;
    }
}
