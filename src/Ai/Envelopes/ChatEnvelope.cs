namespace FerroGate.Ai.Envelopes;

/// <summary>What the gateway must know of a chat request; everything else in it is only carried.</summary>
public sealed record ChatEnvelope
{
    public required string Model { get; init; }

    /// <summary>Where the value of <c>model</c> stands.</summary>
    public required JsonSlice ModelSlice { get; init; }

    /// <summary>The answer is to be streamed.</summary>
    public required bool Stream { get; init; }

    public required StreamUsageForm StreamUsage { get; init; }

    /// <summary>The value of <c>include_usage</c> if that is there, else the value of <c>stream_options</c>.</summary>
    public required JsonSlice StreamUsageSlice { get; init; }

    /// <summary>Offset just behind the request's opening brace.</summary>
    public required int FirstMember { get; init; }

    /// <summary>The caller's output limit for one choice, in tokens; the larger one where both forms are there.</summary>
    public required long? MaxOutputTokens { get; init; }

    /// <summary>How many choices are asked for.</summary>
    public required long Choices { get; init; }

    /// <summary>No tokenizer makes more input tokens of this request; media in it are guessed.</summary>
    public required long InputBound { get; init; }

    /// <summary>What the input probably is, in tokens, for exchanges whose provider never tells.</summary>
    public required long InputEstimate { get; init; }
}
