using FerroGate.Core.Snapshot;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>A request that asks for something that there is. Nothing of its body has been read.</summary>
internal sealed record Accepted(HttpContext Http, RequestFacts Facts, AiOperation Operation, string Credential)
{
    public GatewaySnapshot Snapshot => Facts.Revision.Snapshot;
}
