using System.Buffers;

namespace FerroGate.Ai.Dialects.OpenAiChat.Translation;

/// <summary>What has been written of one choice of a stream.</summary>
internal sealed class ChatChoiceState
{
    /// <summary>The thought that is not sealed yet.</summary>
    public ArrayBufferWriter<byte> Thought { get; } = new();

    /// <summary>How many thoughts were sealed.</summary>
    public int Thoughts { get; set; }

    /// <summary>How many tools were called.</summary>
    public int Calls { get; set; }

    /// <summary>How many letters of text were written.</summary>
    public long Letters { get; set; }

    public bool IsFinished { get; set; }
}
