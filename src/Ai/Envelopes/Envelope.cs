using FerroGate.Ai.Counting;

namespace FerroGate.Ai.Envelopes;

/// <summary>What the gateway must know of a request; everything else in it is only carried.</summary>
public record Envelope
{
    public required string Model { get; init; }

    /// <summary>Where the value of <c>model</c> stands; <c>null</c> where the path names the model.</summary>
    public required JsonSlice? ModelSlice { get; init; }

    /// <summary>The answer is to be streamed.</summary>
    public required bool Stream { get; init; }

    /// <summary>The caller's output limit for one choice, in tokens; the larger one where two forms are there.</summary>
    public required long? MaxOutputTokens { get; init; }

    /// <summary>The members that say it.</summary>
    public IReadOnlyList<OutputLimit> OutputLimits { get; init; } = [];

    /// <summary>With a lower limit the request would contradict itself, and its provider refuse it.</summary>
    public long LeastOutputTokens { get; init; } = 1;

    /// <summary>Offset just behind the request's opening brace.</summary>
    public int FirstMember { get; init; }

    /// <summary>How many choices are asked for.</summary>
    public required long Choices { get; init; }

    /// <summary>How much there is in its input.</summary>
    public InputSize Input { get; init; }

    /// <summary>Tokens of what its provider has stored and reads before it.</summary>
    public long StoredTokens { get; init; }

    /// <summary>No tokenizer makes more input tokens of this request; media in it are guessed.</summary>
    public required long InputBound { get; init; }

    /// <summary>What the input probably is, in tokens, for exchanges whose provider never tells.</summary>
    public required long InputEstimate { get; init; }

    /// <summary>What it needs of who answers it.</summary>
    public RequestNeeds Needs { get; init; }

    /// <summary>What the client says of the request under <c>metadata</c>: texts, numbers, true and false.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; init; } = [];

    /// <summary>What it names of what a provider may have stored.</summary>
    public IReadOnlyList<StoredReference> References { get; init; } = [];

    /// <summary>The answer is made in the background, and its result asked for later.</summary>
    public bool IsBackground { get; init; }

    /// <summary>What is to be done with a stored answer; <c>null</c> where a new one is asked for.</summary>
    public StoredCall? Stored { get; init; }

    /// <summary>The request is a stream that tells its usage only when asked, and its client did not ask.</summary>
    public virtual bool NeedsUsageInjection => false;
}
