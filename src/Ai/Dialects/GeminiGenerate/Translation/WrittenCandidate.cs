using System.Buffers;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>What of a candidate cannot be written yet.</summary>
internal sealed class WrittenCandidate
{
    /// <summary>The last piece of a thought, kept for its seal: Vercel's SDK throws away a part of a stream that has no text.</summary>
    public JsonText? Thought { get; set; }

    /// <summary>
    /// The seal of a thought of another provider's that nobody can read. It goes with what comes next, where Gemini has the signatures of
    /// such thoughts, and not alone, for the same reason.
    /// </summary>
    public Seal? LoneSeal { get; set; }

    /// <summary>The text so far, in whose bytes places are counted.</summary>
    public ArrayBufferWriter<byte> Text { get; } = new();

    public List<Citation> Citations { get; } = [];

    /// <summary>Calls whose arguments may still come, of all of them by turns.</summary>
    public List<PendingCall> Calls { get; } = [];

    public Finish? Finish { get; set; }

    /// <summary>Gives away the seal that waits.</summary>
    public Seal? TakeSeal()
    {
        var seal = LoneSeal;
        LoneSeal = null;
        return seal;
    }
}
