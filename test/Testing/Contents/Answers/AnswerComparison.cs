namespace FerroGate.Testing.Contents.Answers;

/// <summary>Says in what two answers differ, minding what their protocols cannot say.</summary>
internal static class AnswerComparison
{
    public static IReadOnlyList<string> Of(AnswerContents ours, AnswerContents theirs)
    {
        var differences = new List<string>();
        if (ours.Candidates.Count != theirs.Candidates.Count)
            differences.Add($"candidates: {ours.Candidates.Count} and {theirs.Candidates.Count}");
        foreach (var (index, (our, their)) in ours.Candidates.Zip(theirs.Candidates).Index())
            differences.AddRange(Candidate($"candidate {index}", our, their, CanTellStopSequence(ours) && CanTellStopSequence(theirs), CanTellRefusal(ours) && CanTellRefusal(theirs)));
        if (ours.Usage is { } usage && theirs.Usage is { } other)
            differences.AddRange(usage.DifferencesFrom(other));
        differences.AddRange(CallsWithoutId(theirs));
        return differences;
    }

    private static IEnumerable<string> Candidate(string at, AnswerCandidate ours, AnswerCandidate theirs, bool tellsStopSequence, bool tellsRefusal)
    {
        if (tellsRefusal ? ours.Text != theirs.Text : ours.Text + ours.Refusal != theirs.Text + theirs.Refusal)
            yield return $"{at} text: '{ours.Text}' and '{theirs.Text}'";
        if (ours.Reasoning != theirs.Reasoning)
            yield return $"{at} reasoning: '{ours.Reasoning}' and '{theirs.Reasoning}'";
        if (tellsRefusal && ours.Refusal != theirs.Refusal)
            yield return $"{at} refusal: '{ours.Refusal}' and '{theirs.Refusal}'";
        if (Spelt(ours.Finish, tellsStopSequence) != Spelt(theirs.Finish, tellsStopSequence) && (tellsRefusal || !Refuses(ours, theirs)))
            yield return $"{at} finish: {ours.Finish} and {theirs.Finish}";
        if (ours.ToolCalls.Count != theirs.ToolCalls.Count)
            yield return $"{at} tool calls: {ours.ToolCalls.Count} and {theirs.ToolCalls.Count}";
        foreach (var (index, (our, their)) in ours.ToolCalls.Zip(theirs.ToolCalls).Index())
        {
            if (our.Name != their.Name || our.Arguments != their.Arguments)
                yield return $"{at} tool call {index}: {our.Name}({our.Arguments}) and {their.Name}({their.Arguments})";
        }
    }

    private static IEnumerable<string> CallsWithoutId(AnswerContents answer) =>
        answer.Protocol == Protocol.Gemini
            ? []
            : answer.Candidates.SelectMany(candidate => candidate.ToolCalls)
                .Where(call => string.IsNullOrEmpty(call.Id))
                .Select(call => $"{answer.Protocol}: the call of {call.Name} has no id");

    private static bool CanTellStopSequence(AnswerContents answer) => answer.Protocol == Protocol.Messages;

    // OpenAI writes refusals apart from text and ends them as any answer; the others write text, and say it where they end.
    private static bool CanTellRefusal(AnswerContents answer) => answer.Protocol is Protocol.Chat or Protocol.Responses;

    private static bool Refuses(AnswerCandidate ours, AnswerCandidate theirs) =>
        ours.Refusal.Length + theirs.Refusal.Length > 0 && new[] { ours.Finish, theirs.Finish }.All(finish => finish is FinishReason.Stop or FinishReason.ContentFilter);

    private static FinishReason Spelt(FinishReason reason, bool tellsStopSequence) =>
        reason == FinishReason.StopSequence && !tellsStopSequence ? FinishReason.Stop : reason;
}
