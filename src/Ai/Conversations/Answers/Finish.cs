using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>Why a model stopped.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Path">Where the answer says it.</param>
public readonly record struct Finish(FinishKind Kind, string Path)
{
    /// <summary>The stop sequence that it came to.</summary>
    public JsonText? StopSequence { get; init; }

    /// <summary>The provider's own word.</summary>
    public JsonText? Word { get; init; }
}
