using System.Buffers;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Splicing;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Ai.Dialects;

/// <summary>
/// A wire protocol, as far as the gateway must understand it to pass its bytes on: what a request asks for, what an answer
/// cost, when it is complete, and how an error of ours looks in it.
/// </summary>
public interface IDialect
{
    /// <summary>Its name in messages, such as <c>OpenAI Chat Completions</c>.</summary>
    string Name { get; }

    /// <summary>The header in which its clients look for the id of a request, beside our own; <c>null</c> where there is none.</summary>
    string? RequestIdHeader => null;

    /// <summary>How the headers are named in which its clients look for their limits per minute.</summary>
    RateHeaderStyle RateHeaders => RateHeaderStyle.Common;

    /// <summary>Reads what a request asks for, and refuses what two readers could read in two ways.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="address">What the path says, in a dialect that puts the model there.</param>
    Outcome<Envelope> ReadEnvelope(ReadOnlySpan<byte> body, RequestAddress address);

    /// <summary>The client's request for the provider's model.</summary>
    /// <param name="body">The client's bytes.</param>
    /// <param name="envelope">What was read from them.</param>
    /// <param name="providerModel">The name that takes the place of the client's; equal names leave the bytes alone.</param>
    /// <param name="injectUsage">Make a stream that does not ask for usage ask for it.</param>
    SplicedBody Splice(ReadOnlyMemory<byte> body, Envelope envelope, string providerModel, bool injectUsage);

    /// <summary>
    /// What a plain answer says, with null counters where it reports none; <c>null</c> where the bytes are not one whole JSON
    /// value, so that half an answer is not taken for one.
    /// </summary>
    AnswerFacts? ReadAnswer(ReadOnlySpan<byte> body);

    /// <summary>A stream ends with a mark; where it has none, only the end of the connection tells that it is whole.</summary>
    bool HasEndMark => true;

    /// <summary>Follows the stream that answers a request.</summary>
    IStreamFollower Follow(Envelope envelope);

    /// <summary>The models that a caller may use, as the dialect's list of models shows them.</summary>
    void WriteModels(IBufferWriter<byte> output, IReadOnlyList<Model> models);

    /// <summary>One of them, as the dialect shows it alone.</summary>
    void WriteModel(IBufferWriter<byte> output, Model model);

    /// <summary>The body of an error answer.</summary>
    void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId);
}
