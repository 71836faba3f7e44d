using FerroGate.Ai.Envelopes;
using FerroGate.Server.Ai.Bodies;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>A request whose body is here and whose envelope is understood.</summary>
internal sealed record Asked(Caller Caller, RequestBody Body, Envelope Envelope);
