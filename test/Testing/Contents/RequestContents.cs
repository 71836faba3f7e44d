using System.Text.Json;
using FerroGate.Testing.Contents.Requests;

namespace FerroGate.Testing.Contents;

/// <summary>What a request asks, whichever protocol it is written in. Numbers are the text that spells them.</summary>
public sealed record RequestContents
{
    public required Protocol Protocol { get; init; }

    /// <summary>The model, which Gemini names in the path.</summary>
    public string? Model { get; init; }

    /// <summary>A stream is wanted; Gemini says so in the path.</summary>
    public bool? IsStream { get; init; }

    /// <summary>What the system or the developer says, wherever it stands, in order.</summary>
    public IReadOnlyList<string> System { get; init; } = [];

    public IReadOnlyList<RequestTurn> Turns { get; init; } = [];

    public IReadOnlyList<ToolDeclaration> Tools { get; init; } = [];

    /// <summary>The kinds of tools that the vendor runs, or that are no functions. Not compared.</summary>
    public IReadOnlyList<string> OtherTools { get; init; } = [];

    public ToolChoice? ToolChoice { get; init; }

    /// <summary>Whether the model may call several tools at once, where it is said.</summary>
    public bool? ParallelToolCalls { get; init; }

    public string? MaxOutputTokens { get; init; }

    public string? Temperature { get; init; }

    public string? TopP { get; init; }

    public string? TopK { get; init; }

    public IReadOnlyList<string> Stop { get; init; } = [];

    public string? Seed { get; init; }

    public string? Candidates { get; init; }

    public string? FrequencyPenalty { get; init; }

    public string? PresencePenalty { get; init; }

    /// <summary>Whether log probabilities are wanted, where it is said.</summary>
    public bool? Logprobs { get; init; }

    public string? TopLogprobs { get; init; }

    public ResponseFormat? Format { get; init; }

    /// <summary>How hard to think, in the vendor's word; <c>none</c> where thinking is switched off.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>How many tokens to think at most.</summary>
    public string? ReasoningBudget { get; init; }

    public string? User { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new SortedDictionary<string, string>();

    public string? ServiceTier { get; init; }

    /// <summary>Reads a request's body.</summary>
    public static RequestContents Read(Protocol protocol, JsonElement body) => protocol switch
    {
        Protocol.Chat => ChatRequest.Read(body),
        Protocol.Responses => ResponsesRequest.Read(body),
        Protocol.Messages => MessagesRequest.Read(body),
        _ => GeminiRequest.Read(body),
    };

    /// <summary>In what the two do not ask the same, in words for a failed test. What one of the protocols cannot say is left out.</summary>
    public IReadOnlyList<string> DifferencesFrom(RequestContents other) => RequestComparison.Of(this, other);
}
