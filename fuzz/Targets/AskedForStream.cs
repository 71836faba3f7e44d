using FerroGate.Ai.Envelopes;

namespace FerroGate.Fuzz.Targets;

/// <summary>What was read of a request whose answer is a stream, for those who follow the answer only.</summary>
internal static class AskedForStream
{
    public static Envelope Envelope { get; } = new()
    {
        Model = "m",
        ModelSlice = null,
        Stream = true,
        MaxOutputTokens = null,
        Choices = 1,
        InputBound = 1,
        InputEstimate = 1,
    };
}
