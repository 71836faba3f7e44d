using System.Text.Json;
using FerroGate.Ai.Envelopes;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.OpenAiEmbeddings;

/// <summary>The envelope of an OpenAI embeddings request. What it gives is no text, so it holds no output.</summary>
internal sealed class EmbeddingsEnvelopeScan(RequestAddress address) : EnvelopeScan(address)
{
    private static readonly string[] GovernedNames = ["model", "input"];

    private bool _hasInput;

    protected override ReadOnlySpan<string> Governed => GovernedNames;

    protected override Refusal? ReadMember(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "model":
                return ReadModel(ref reader);
            case "input":
                _hasInput = reader.TokenType is JsonTokenType.String or JsonTokenType.StartArray;
                Meter.Measure(ref reader);
                return null;
            default:
                Meter.Measure(ref reader);
                return null;
        }
    }

    protected override Refusal? Missing() =>
        _hasInput ? null : Wrong("input", "The member 'input' is missing: it must be a string or an array.");

    protected override Envelope Finish(Envelope common) => common with { MaxOutputTokens = 0 };
}
