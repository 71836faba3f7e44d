using FerroGate.Core.Snapshot;
using FerroGate.Server.Sites;

namespace FerroGate.Server.Snapshots;

/// <summary>One revision of the config, ready to serve: the validated nouns and the compiled sites.</summary>
internal sealed record Revision(GatewaySnapshot Snapshot, SiteTable Sites);
