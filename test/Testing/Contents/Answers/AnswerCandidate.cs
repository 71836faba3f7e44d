namespace FerroGate.Testing.Contents.Answers;

/// <summary>One of the answers that a request asked for.</summary>
public sealed record AnswerCandidate
{
    /// <summary>All its text, joined.</summary>
    public string Text { get; init; } = "";

    /// <summary>The reasoning or its summary, joined.</summary>
    public string Reasoning { get; init; } = "";

    public string Refusal { get; init; } = "";

    public IReadOnlyList<AnsweredToolCall> ToolCalls { get; init; } = [];

    public FinishReason Finish { get; init; }

    /// <summary>What only its vendor can read again: signatures and encrypted reasoning. Not compared.</summary>
    public IReadOnlyList<string> Signatures { get; init; } = [];

    /// <summary>The kinds of what the vendor's own tools did, and of media. Not compared.</summary>
    public IReadOnlyList<string> Other { get; init; } = [];
}
