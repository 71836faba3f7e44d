using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Splicing;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>The changes that a chat request may undergo on its way to a provider of the same protocol.</summary>
public static class ChatSplice
{
    private static readonly byte[] WholeMember = [.. "\"stream_options\":{\"include_usage\":true},"u8];
    private static readonly byte[] WholeValue = [.. "{\"include_usage\":true}"u8];
    private static readonly byte[] OnlyMember = [.. "\"include_usage\":true"u8];
    private static readonly byte[] FirstOfOthers = [.. "\"include_usage\":true,"u8];
    private static readonly byte[] True = [.. "true"u8];

    /// <summary>The client's request for the provider's model, and with usage asked for where that is wanted.</summary>
    /// <param name="body">The client's bytes.</param>
    /// <param name="envelope">What was read from them.</param>
    /// <param name="providerModel">The name that takes the place of the client's; equal names leave the bytes alone.</param>
    /// <param name="injectUsage">Make a stream that does not ask for usage ask for it.</param>
    public static SplicedBody For(ReadOnlyMemory<byte> body, ChatEnvelope envelope, string providerModel, bool injectUsage)
    {
        var edits = new List<BodyEdit>(ModelEdit.For(envelope, providerModel));
        if (injectUsage && envelope.NeedsUsageInjection)
        {
            edits.Add(UsageEdit(envelope));
        }

        return new SplicedBody(body, edits);
    }

    /// <summary>Makes a request without <c>stream_options</c> ask for usage.</summary>
    /// <param name="firstMember">Offset just behind the request's opening brace.</param>
    internal static BodyEdit AskForUsage(int firstMember) => new(new JsonSlice(firstMember, 0), WholeMember);

    private static BodyEdit UsageEdit(ChatEnvelope envelope)
    {
        var slice = envelope.StreamUsageSlice;
        return envelope.StreamUsage switch
        {
            // A request always has members, for it has a model: the comma is right.
            StreamUsageForm.Absent => AskForUsage(envelope.FirstMember),
            StreamUsageForm.Declined => new BodyEdit(slice, True),
            StreamUsageForm.OtherMembers => new BodyEdit(new JsonSlice(slice.Start + 1, 0), FirstOfOthers),
            StreamUsageForm.Empty => new BodyEdit(new JsonSlice(slice.Start + 1, 0), OnlyMember),
            _ => new BodyEdit(slice, WholeValue),
        };
    }
}
