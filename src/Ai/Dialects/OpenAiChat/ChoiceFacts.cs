namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>What the choices of one chunk say together.</summary>
internal struct ChoiceFacts
{
    /// <summary>Bytes of text, reasoning, refusal and tool arguments.</summary>
    public int ContentBytes { get; set; }

    /// <summary>How many of them have their finish reason.</summary>
    public int Finishes { get; set; }
}
