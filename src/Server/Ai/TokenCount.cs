using FerroGate.Core.Usage;

namespace FerroGate.Server.Ai;

/// <summary>Tokens that the gateway found out itself.</summary>
/// <param name="Tokens">How many.</param>
/// <param name="Source">How.</param>
internal readonly record struct TokenCount(long Tokens, UsageSource Source);
