using FerroGate.Ai.Envelopes;

namespace FerroGate.Ai.Dialects.GeminiGenerate;

/// <summary>The envelope of a Gemini request.</summary>
public sealed record GenerateEnvelope : Envelope
{
    /// <summary>Where a request whose tokens are counted names its model once more; <c>null</c> where it does not.</summary>
    public required JsonSlice? NestedModelSlice { get; init; }

    public required ConfigForm Config { get; init; }

    /// <summary>The value of <c>generationConfig</c>, if that is there.</summary>
    public required JsonSlice ConfigSlice { get; init; }
}
