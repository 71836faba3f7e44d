using FerroGate.Ai.Dialects;
using FerroGate.Ai.Envelopes;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>A request within its limits, whose tokens are held.</summary>
/// <param name="Permit">What may be asked.</param>
/// <param name="Reservation">What is held.</param>
/// <param name="Written">What the journal was given of it.</param>
/// <param name="Opened">Completes when the journal has the exchange; no byte goes to the client before.</param>
internal sealed record Admitted(Permit Permit, Reservation Reservation, OpenedExchange Written, Task Opened)
{
    public Asked Asked => Permit.Route.Asked;

    public Envelope Envelope => Asked.Envelope;

    /// <summary>The protocol that the client speaks.</summary>
    public IDialect Dialect => Accepted.Operation.Dialect;

    public VirtualKey Key => Asked.Caller.Key;

    public Accepted Accepted => Asked.Caller.Accepted;

    public HttpContext Http => Accepted.Http;

    public RequestFacts Facts => Accepted.Facts;

    public GatewaySnapshot Snapshot => Accepted.Snapshot;

    /// <summary>For how long the answer is read on when the client has gone; zero is not at all.</summary>
    public TimeSpan Drain => Permit.Route.Model.Drain ?? Snapshot.Reliability.Drain;
}
