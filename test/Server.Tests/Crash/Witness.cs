namespace FerroGate.Server.Tests.Crash;

/// <summary>What a client saw of one exchange.</summary>
/// <param name="ExchangeId">The id that the answer's head told.</param>
/// <param name="Number">The number by which the provider's answer is known; <c>null</c> where the client did not get so far.</param>
/// <param name="IsComplete">The client received the end: the last byte of a plain answer, or <c>[DONE]</c>.</param>
internal sealed record Witness(string ExchangeId, long? Number, bool IsComplete);
