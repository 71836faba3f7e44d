namespace FerroGate.Testing.Contents.Requests;

/// <summary>Says in what two requests differ, minding what their protocols cannot say.</summary>
internal static class RequestComparison
{
    private const string MaxOutputTokens = "max output tokens";
    private const string ReasoningEffort = "reasoning effort";
    private const string ReasoningBudget = "reasoning budget";

    private static readonly Protocol[] All = [Protocol.Chat, Protocol.Responses, Protocol.Messages, Protocol.Gemini];
    private static readonly Protocol[] OpenAi = [Protocol.Chat, Protocol.Responses];
    private static readonly Protocol[] Sampled = [Protocol.Chat, Protocol.Gemini];

    /// <summary>Each setting, who can say it, and what is said.</summary>
    private static readonly (string Name, Protocol[] Sayers, Func<RequestContents, string?> Said)[] Settings =
    [
        ("system", All, request => string.Join("\n\n", request.System.Where(text => text.Length > 0))),
        ("tool choice", All, request => (request.ToolChoice ?? new(ToolChoiceKind.Auto)).ToString()),
        ("parallel tool calls", [.. OpenAi, Protocol.Messages], request => request.Tools.Count == 0 || (request.ParallelToolCalls ?? true) ? null : "not"),
        (MaxOutputTokens, All, request => request.MaxOutputTokens),
        ("temperature", All, request => request.Temperature),
        ("top_p", All, request => request.TopP),
        ("top_k", [Protocol.Messages, Protocol.Gemini], request => request.TopK),
        ("stop", [.. Sampled, Protocol.Messages], request => string.Join('|', request.Stop)),
        ("seed", Sampled, request => request.Seed),
        ("n", Sampled, request => request.Candidates ?? "1"),
        ("frequency penalty", Sampled, request => NotZero(request.FrequencyPenalty)),
        ("presence penalty", Sampled, request => NotZero(request.PresencePenalty)),
        ("logprobs", Sampled, request => (request.Logprobs ?? false).ToString()),
        ("top_logprobs", [.. Sampled, Protocol.Responses], request => NotZero(request.TopLogprobs)),
        ("format", All, request => (request.Format?.Kind ?? FormatKind.Text).ToString()),
        ("format's schema", All, request => request.Format?.Schema),
        ("format's name", OpenAi, request => request.Format?.Name),
        (ReasoningEffort, All, request => request.ReasoningEffort),
        (ReasoningBudget, [Protocol.Messages, Protocol.Gemini], request => request.ReasoningBudget),
        ("user", [.. OpenAi, Protocol.Messages], request => request.User),
        ("metadata", OpenAi, request => string.Join('|', request.Metadata)),
        ("service tier", OpenAi, request => request.ServiceTier is "auto" ? null : request.ServiceTier),
        ("stream", [.. OpenAi, Protocol.Messages], request => (request.IsStream ?? false).ToString()),
    ];

    public static IReadOnlyList<string> Of(RequestContents ours, RequestContents theirs)
    {
        var differences = new List<string>();
        foreach (var (name, sayers, said) in Settings)
        {
            if (!sayers.Contains(ours.Protocol) || !sayers.Contains(theirs.Protocol))
                continue;
            var (our, their) = (said(ours), said(theirs));
            if (our != their && !MayDiffer(name, (our, ours.Protocol), (their, theirs.Protocol)))
                differences.Add($"{name}: {our ?? "nothing"} and {their ?? "nothing"}");
        }

        differences.AddRange(Lines("turn", Turns(ours), Turns(theirs)));
        differences.AddRange(Lines("tool", Tools(ours), Tools(theirs)));
        return differences;
    }

    /// <summary>Only one of them says it, and has to: Messages needs a limit, and an effort may be said as a budget.</summary>
    private static bool MayDiffer(string setting, (string? Said, Protocol Protocol) ours, (string? Said, Protocol Protocol) theirs) => setting switch
    {
        MaxOutputTokens => ours.Said is null && theirs.Protocol == Protocol.Messages || theirs.Said is null && ours.Protocol == Protocol.Messages,
        ReasoningEffort or ReasoningBudget => ours.Said is null || theirs.Said is null,
        _ => false,
    };

    // What everybody does unasked.
    private static string? NotZero(string? number) => number is "0" or "0.0" ? null : number;

    private static string[] Turns(RequestContents request) =>
        [.. request.Turns.SelectMany((turn, index) => turn.Parts.Where(IsReadable).Select(part => $"{index} {turn.Role} {part.Said}"))];

    /// <summary>A mere signature says nothing to another vendor.</summary>
    private static bool IsReadable(RequestPart part) => part is not ReasoningPart { Text: "" };

    private static string[] Tools(RequestContents request) =>
        [.. request.Tools.Select(tool => $"{tool.Name}: {tool.Description} {tool.Schema}")];

    private static IEnumerable<string> Lines(string what, string[] ours, string[] theirs)
    {
        for (var index = 0; index < Math.Max(ours.Length, theirs.Length); index++)
        {
            var (our, their) = (ours.ElementAtOrDefault(index), theirs.ElementAtOrDefault(index));
            if (our != their)
                yield return $"{what}: {our ?? "nothing"} and {their ?? "nothing"}";
        }
    }
}
