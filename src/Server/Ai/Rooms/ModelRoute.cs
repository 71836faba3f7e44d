using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>A request for a model that there is for this caller.</summary>
internal sealed record ModelRoute(Asked Asked, Model Model);
