using FerroGate.Core.Snapshot;
using FerroGate.Server.Connections;
using FerroGate.Server.Sites;

namespace FerroGate.Server.Snapshots;

/// <summary>One revision of the config, ready to serve: the validated nouns, the compiled sites, and how connections are served.</summary>
internal sealed record Revision(GatewaySnapshot Snapshot, SiteTable Sites, ServerTable Servers);
