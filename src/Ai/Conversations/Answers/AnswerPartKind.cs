namespace FerroGate.Ai.Conversations.Answers;

/// <summary>The kinds of part of an answer.</summary>
public enum AnswerPartKind
{
    Text,
    Reasoning,
    Refusal,
    ToolCall,
}
