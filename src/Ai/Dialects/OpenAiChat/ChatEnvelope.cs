using FerroGate.Ai.Envelopes;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>The envelope of an OpenAI chat completion request.</summary>
public sealed record ChatEnvelope : Envelope
{
    public required StreamUsageForm StreamUsage { get; init; }

    /// <summary>The value of <c>include_usage</c> if that is there, else the value of <c>stream_options</c>.</summary>
    public required JsonSlice StreamUsageSlice { get; init; }

    public override bool NeedsUsageInjection => Stream && StreamUsage != StreamUsageForm.Asked;
}
