using FerroGate.Ai.Envelopes;
using FerroGate.Core.Refusals;
using FerroGate.Core.Stored;
using FerroGate.Server.Ai.Bodies;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>A request whose body is here and whose envelope is understood.</summary>
internal sealed record Asked(Caller Caller, RequestBody Body, Envelope Envelope)
{
    /// <summary>What a provider has stored and the request needs, so that it can be asked there only; <c>null</c> where it needs nothing.</summary>
    public StoredObject? Origin { get; init; }

    /// <summary>
    /// What a provider of the client's own protocol would take from its store, so that of those only the one that has it can be asked;
    /// who is asked in another protocol is not told of it.
    /// </summary>
    public StoredObject? NativeOrigin { get; init; }

    /// <summary>Why no provider of the client's own protocol can be asked; <c>null</c> where nothing speaks against it.</summary>
    public Refusal? NotNatively { get; init; }
}
