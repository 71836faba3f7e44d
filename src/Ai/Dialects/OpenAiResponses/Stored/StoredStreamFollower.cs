using System.Buffers;
using FerroGate.Ai.Counting;
using FerroGate.Core.Refusals;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Stored;

/// <summary>Follows the stream of a response that is made already or in the background: it says the same, and costs nothing.</summary>
internal sealed class StoredStreamFollower : IStreamFollower
{
    private readonly ResponsesStreamFollower _inner = new();

    // Nobody has to count what costs nothing.
    public KeptText? Kept { get => null; set { } }

    public EventFacts Read(ReadOnlySpan<byte> data)
    {
        var facts = _inner.Read(data);
        return facts with { Usage = StoredResponseDialect.Nothing, ContentBytes = 0, PaidBytes = facts.ContentBytes, Kind = facts.Kind == EventKind.Failed ? EventKind.Done : facts.Kind };
    }

    public void WriteError(IBufferWriter<byte> output, Refusal refusal, string requestId) => _inner.WriteError(output, refusal, requestId);
}
