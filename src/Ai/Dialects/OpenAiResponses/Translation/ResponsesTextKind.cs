namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>The kinds of text that items have.</summary>
internal enum ResponsesTextKind
{
    Text,
    Refusal,
    Summary,
    Thought,
}
