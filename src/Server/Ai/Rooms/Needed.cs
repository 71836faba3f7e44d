using FerroGate.Ai.Envelopes;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>What a target must be capable of for a request, in the words of the config.</summary>
internal static class Needed
{
    private static readonly (RequestNeeds Need, string Capability)[] Names =
    [
        (RequestNeeds.Tools, "tools"),
        (RequestNeeds.Vision, "vision"),
        (RequestNeeds.StructuredOutput, "structured_output"),
        (RequestNeeds.Audio, "audio"),
        (RequestNeeds.Prefill, "prefill"),
    ];

    public static IReadOnlyList<string> Of(Asked asked)
    {
        var needed = new List<string> { asked.Caller.Accepted.Operation.Capability };
        if (asked.Envelope.Stream)
        {
            needed.Add("streaming");
        }

        needed.AddRange(Names.Where(name => asked.Envelope.Needs.HasFlag(name.Need)).Select(name => name.Capability));
        return needed;
    }
}
