using FerroGate.Ai.Conversations.Sent;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>
/// Writes one stream to a client, in the complete grammar of its protocol. Losses stand in a comment before the event that ends it.
/// </summary>
public interface IEventWriter : IAnswerSink
{
    /// <summary>What was lost so far.</summary>
    Losses Losses { get; }

    /// <summary>
    /// Goes on with an answer of which the client has a part that this has not written: from here on it writes as if it had. What it
    /// writes meanwhile is nothing for the client. <c>false</c> where it cannot go on from there.
    /// </summary>
    bool GoOn(SentAnswer sent);

    /// <summary>The provider lives, although it says nothing: so that no client takes its silence for death.</summary>
    void KeepAlive();
}
