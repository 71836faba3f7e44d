using FerroGate.Ai.Conversations;

namespace FerroGate.Ai.Translation;

/// <summary>A request in the words of a provider's protocol.</summary>
/// <param name="Body">Its bytes.</param>
/// <param name="Losses">What the provider's protocol cannot say.</param>
/// <param name="Added">The members that the provider's protocol wants and the client did not give.</param>
public sealed record TranslatedRequest(ReadOnlyMemory<byte> Body, IReadOnlyList<Loss> Losses, IReadOnlyList<string> Added);
