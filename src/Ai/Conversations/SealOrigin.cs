namespace FerroGate.Ai.Conversations;

/// <summary>Whose protocol a seal was made in.</summary>
public enum SealOrigin
{
    OpenAi,
    Anthropic,
    Gemini,
}
