namespace FerroGate.Ai.Conversations.Sent;

/// <summary>A second answer does not begin with what the client has of the first.</summary>
public sealed class DifferentAnswerException : Exception
{
    public DifferentAnswerException()
        : base("Another answer does not begin with what was sent already.")
    {
    }
}
