using FerroGate.Ai.Conversations;
using FerroGate.Ai.Dialects;
using FerroGate.Server.Ai.Rooms;

namespace FerroGate.Server.Ai;

/// <summary>What an exchange had of a target that failed in the middle of its answer.</summary>
/// <param name="Choice">The target.</param>
/// <param name="Attempt">When it was asked.</param>
/// <param name="Losses">What got lost in translation.</param>
/// <param name="Stored">What it stores.</param>
internal sealed record BrokenLeg(PermittedTarget Choice, Asking Attempt, Losses Losses, StoredAnswer? Stored);
