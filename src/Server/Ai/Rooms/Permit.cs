using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>The leave to ask one of some targets. Only <see cref="Authorize"/> makes one.</summary>
/// <param name="Route">The request and its model.</param>
/// <param name="Targets">The targets that may be asked, in order; at least one.</param>
internal sealed record Permit(ModelRoute Route, IReadOnlyList<Target> Targets);
