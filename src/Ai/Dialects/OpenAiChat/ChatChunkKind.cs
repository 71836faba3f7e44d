namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>The kinds of event in a chat stream.</summary>
public enum ChatChunkKind
{
    /// <summary>Nothing that the gateway knows: a comment, a ping, a member of some provider's own.</summary>
    Other,

    /// <summary>A chunk with choices.</summary>
    Choices,

    /// <summary>A chunk with <c>choices: []</c> and a <c>usage</c> object: what <c>include_usage</c> asks for.</summary>
    UsageOnly,

    /// <summary>An error of the provider inside the stream.</summary>
    Error,

    /// <summary><c>[DONE]</c>.</summary>
    Done,
}
