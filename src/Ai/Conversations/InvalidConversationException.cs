namespace FerroGate.Ai.Conversations;

/// <summary>A request does not say what its protocol wants it to say, so nobody can say it in other words.</summary>
/// <param name="path">The member that is to blame.</param>
/// <param name="message">A sentence for the caller.</param>
public sealed class InvalidConversationException(string path, string message) : Exception(message)
{
    public string Path { get; } = path;
}
