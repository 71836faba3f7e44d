namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>The kinds of content block that other protocols can say.</summary>
internal enum BlockKind
{
    /// <summary>No block, or one of Anthropic's own.</summary>
    None,
    Text,
    Refusal,
    Thinking,
    Call,
}
