using FerroGate.Ai.Dialects;

namespace FerroGate.Server.Ai.Stored;

/// <summary>What a provider says of a response in the background.</summary>
/// <param name="Stored">The response; <c>null</c> where the provider did not say.</param>
/// <param name="IsLost">There is no such response there any more, so nobody will ever say.</param>
internal readonly record struct ResultAnswer(StoredAnswer? Stored, bool IsLost);
