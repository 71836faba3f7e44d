using FerroGate.Ai.Conversations;
using FerroGate.Core.Usage;
using FerroGate.Ai.Dialects;
using FerroGate.Server.Ai.Rooms;

namespace FerroGate.Server.Ai;

/// <summary>What an exchange had of a target that failed in the middle of its answer.</summary>
/// <param name="Choice">The target.</param>
/// <param name="Reported">What it has said that it costs.</param>
/// <param name="ContentBytes">What has come of it.</param>
/// <param name="MayBeCharged">It may charge for it.</param>
/// <param name="Losses">What got lost in translation.</param>
/// <param name="Stored">What it stores.</param>
internal sealed record BrokenLeg(
    PermittedTarget Choice, TokenUsage? Reported, long ContentBytes, bool MayBeCharged, Losses Losses, StoredAnswer? Stored);
