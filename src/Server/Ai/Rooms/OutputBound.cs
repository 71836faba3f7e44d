using FerroGate.Ai.Conversations;
using FerroGate.Core.Limits;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>How long one answer of a request may be at most.</summary>
/// <param name="Tokens">As the client or the model says it; <c>null</c> where neither does.</param>
/// <param name="IsCapped">The provider is told, so that it is never <c>null</c>.</param>
internal readonly record struct OutputBound(long? Tokens, bool IsCapped)
{
    /// <summary>What the provider is told; <c>null</c> where the client's request stays as it is.</summary>
    public long? Cap => IsCapped ? Tokens : null;

    public static OutputBound Of(ModelRoute route)
    {
        var asked = route.Asked;
        var (wanted, most) = (asked.Envelope.MaxOutputTokens, route.Model.MaxOutputTokens);
        var isCapped = (route.Model.CapsOutput || asked.Caller.Key.CapsOutput) && asked.Caller.Accepted.Operation.Dialect is IConversationDialect;
        return isCapped
            ? new OutputBound(Math.Min(wanted ?? long.MaxValue, most ?? wanted ?? TokenHold.AssumedOutput), true)
            : new OutputBound(wanted ?? most, false);
    }
}
