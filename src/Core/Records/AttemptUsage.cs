namespace FerroGate.Core.Records;

/// <summary>What one attempt at a provider is charged.</summary>
/// <param name="InputTokens">All input tokens; <c>null</c> where they are not known.</param>
/// <param name="OutputTokens">All output tokens; <c>null</c> where they are not known.</param>
/// <param name="Source">Who says so, as in the ledger: <c>provider</c>, <c>counted</c> or <c>estimated</c>.</param>
public sealed record AttemptUsage(long? InputTokens, long? OutputTokens, string Source);
