namespace FerroGate.Ai.Conversations.Answers;

/// <summary>Why a model stopped.</summary>
public enum FinishKind
{
    /// <summary>It had said everything.</summary>
    Stop,

    /// <summary>It came to a stop sequence, where the provider tells that apart.</summary>
    StopSequence,

    /// <summary>It had no tokens left.</summary>
    Length,

    /// <summary>It waits for the results of tools.</summary>
    ToolCalls,

    /// <summary>The provider stopped it for what it said.</summary>
    ContentFilter,

    /// <summary>It refused, where the provider tells that apart.</summary>
    Refusal,

    /// <summary>The provider pauses a long turn, and wants to be asked again (<c>pause_turn</c>).</summary>
    Pause,

    /// <summary>It wrote a tool call that cannot be read.</summary>
    MalformedCall,

    /// <summary>Something else.</summary>
    Other,
}
