namespace FerroGate.Testing.Contents;

/// <summary>The four protocols that generate text, between which requests and answers are translated.</summary>
public enum Protocol
{
    /// <summary>OpenAI Chat Completions.</summary>
    Chat,

    /// <summary>OpenAI Responses.</summary>
    Responses,

    /// <summary>Anthropic Messages.</summary>
    Messages,

    /// <summary>Gemini generateContent and streamGenerateContent.</summary>
    Gemini,
}
