using System.Net;

namespace FerroGate.Server.Connections.PriorKnowledge;

/// <summary>Where the server takes connections that begin with HTTP/2 at once; no network leads there.</summary>
internal sealed class PriorKnowledgeEndPoint : EndPoint
{
    public override string ToString() => "h2c";
}
