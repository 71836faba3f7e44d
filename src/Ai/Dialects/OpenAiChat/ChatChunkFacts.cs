using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>What one event of a chat stream says.</summary>
/// <param name="Kind">What the gateway does with it.</param>
/// <param name="Usage">The counters in it; <c>null</c> where there are none.</param>
/// <param name="ContentBytes">Bytes of text, reasoning and tool arguments in it.</param>
/// <param name="Finishes">How many choices in it have their finish reason.</param>
public readonly record struct ChatChunkFacts(ChatChunkKind Kind, TokenUsage? Usage, int ContentBytes, int Finishes);
