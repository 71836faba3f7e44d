namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>The kinds of item that are written.</summary>
internal enum ResponsesItemKind
{
    Message,
    Reasoning,
    Call,
}
