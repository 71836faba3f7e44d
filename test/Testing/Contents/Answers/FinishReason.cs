namespace FerroGate.Testing.Contents.Answers;

/// <summary>Why an answer ended, in words that every protocol can say.</summary>
public enum FinishReason
{
    /// <summary>No reason was given.</summary>
    None,

    Stop,

    /// <summary>A text of the request's stopped it; only Messages tells this from <see cref="Stop"/>.</summary>
    StopSequence,

    Length,

    /// <summary>The caller is to run tools; also where the protocol says only that the answer stopped, but there are calls.</summary>
    ToolCalls,

    ContentFilter,

    Other,
}
