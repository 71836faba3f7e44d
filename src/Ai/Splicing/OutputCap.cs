using FerroGate.Ai.Conversations;
using FerroGate.Ai.Envelopes;

namespace FerroGate.Ai.Splicing;

/// <summary>The changes that keep the output of a request below a limit, and the members that they touch.</summary>
/// <param name="Edits">The changes.</param>
/// <param name="Changed">The members, in the words of the protocol.</param>
public sealed record OutputCap(IReadOnlyList<BodyEdit> Edits, IReadOnlyList<string> Changed)
{
    /// <summary>Lowers the limits of a request that are higher, and gives one to a request that has none.</summary>
    /// <param name="dialect">The protocol of the request.</param>
    /// <param name="envelope">What was read from it.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="limit">The most tokens that one answer may have.</param>
    public static OutputCap Of(IConversationDialect dialect, Envelope envelope, TargetModel model, long limit)
    {
        var limits = envelope.OutputLimits;
        if (limits.Any(said => said.Tokens is not null))
        {
            // Providers differ in which of two they follow, so each of them is lowered.
            var higher = limits.Where(said => said.Tokens > limit).ToList();
            return new OutputCap([.. higher.Select(said => LimitEdit.Replace(said.Slice, limit))], [.. higher.Select(said => said.Path)]);
        }

        var wanted = dialect.OutputLimitOf(model);
        var empty = limits.Where(said => said.Path == wanted).ToList();
        return new OutputCap(
            [empty.Count > 0 ? LimitEdit.Replace(empty[0].Slice, limit) : dialect.AddOutputLimit(envelope, model, limit)],
            [wanted]);
    }
}
