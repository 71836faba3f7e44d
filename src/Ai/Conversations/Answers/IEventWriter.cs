namespace FerroGate.Ai.Conversations.Answers;

/// <summary>
/// Writes one stream to a client, in the complete grammar of its protocol. Losses stand in a comment before the event that ends it.
/// </summary>
public interface IEventWriter : IAnswerSink
{
    /// <summary>What was lost so far.</summary>
    Losses Losses { get; }

    /// <summary>The provider lives, although it says nothing: so that no client takes its silence for death.</summary>
    void KeepAlive();
}
