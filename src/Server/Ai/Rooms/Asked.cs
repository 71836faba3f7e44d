using FerroGate.Ai.Envelopes;
using FerroGate.Core.Stored;
using FerroGate.Server.Ai.Bodies;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>A request whose body is here and whose envelope is understood.</summary>
internal sealed record Asked(Caller Caller, RequestBody Body, Envelope Envelope)
{
    /// <summary>What a provider has stored and the request needs, so that it can be asked there only; <c>null</c> where it needs nothing.</summary>
    public StoredObject? Origin { get; init; }
}
