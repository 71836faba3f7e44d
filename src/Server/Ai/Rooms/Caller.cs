using FerroGate.Core.Keys;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>A request of somebody we know, who may ask for such a thing.</summary>
internal sealed record Caller(Accepted Accepted, VirtualKey Key);
