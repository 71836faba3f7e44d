using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;

namespace FerroGate.Ai.Translation;

/// <summary>A provider's answer in the words of the client's protocol.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="Losses">What the client's protocol cannot say.</param>
/// <param name="Fault">The error that it was in place of an answer.</param>
public sealed record TranslatedAnswer(ReadOnlyMemory<byte> Body, IReadOnlyList<Loss> Losses, ProviderFault? Fault);
