namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>What the choices of one chunk say together.</summary>
internal struct ChoiceFacts
{
    /// <summary>Bytes of text, reasoning, refusal and tool arguments.</summary>
    public int ContentBytes { get; set; }

    /// <summary>One of them has its finish reason.</summary>
    public bool Finishes { get; set; }
}
