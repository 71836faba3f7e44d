using FerroGate.Core.Usage;

namespace FerroGate.Ai.Dialects.OpenAiChat;

/// <summary>What a plain chat answer says about itself.</summary>
/// <param name="Usage">The counters that the provider reports.</param>
/// <param name="ContentBytes">The size of its choices, to estimate from where there are no counters.</param>
/// <param name="IsError">It has an error in place of choices.</param>
public sealed record ChatAnswerFacts(TokenUsage Usage, long ContentBytes, bool IsError);
