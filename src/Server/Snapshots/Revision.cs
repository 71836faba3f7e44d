using System.Collections.Frozen;
using FerroGate.Config.Model;
using FerroGate.Core.Keys;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Tokens;
using FerroGate.Server.Ai.Upstreams;
using FerroGate.Server.Connections;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites;
using FerroGate.Server.Telemetry.Logs;
using FerroGate.Tls.Selection;

namespace FerroGate.Server.Snapshots;

/// <summary>
/// One revision of the config, ready to serve. It counts who uses it: being the current one is a use, and each request is one.
/// When the last has left, what it held alone is let go.
/// </summary>
internal sealed class Revision(RevisionParts parts)
{
    private int _uses = 1;

    /// <summary>What tells one config from another, see <see cref="SnapshotId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>When it was compiled.</summary>
    public required DateTimeOffset LoadedAt { get; init; }

    /// <summary>What it was compiled from.</summary>
    public required GatewayConfig Config { get; init; }

    /// <summary>The validated nouns.</summary>
    public required GatewaySnapshot Snapshot { get; init; }

    /// <summary>The compiled sites.</summary>
    public required SiteTable Sites { get; init; }

    /// <summary>How connections are served.</summary>
    public required ServerTable Servers { get; init; }

    /// <summary>What chooses the certificates of its listeners.</summary>
    public required FrozenDictionary<Listener, TlsTable> Certificates { get; init; }

    /// <summary>Where it is told what happens.</summary>
    public required GatewayLogs Logs { get; init; }

    /// <summary>The keys of the config.</summary>
    public required IReadOnlyDictionary<KeyHash, VirtualKey> FileKeys { get; init; }

    /// <summary>Decides about tokens that are sent in place of keys.</summary>
    public required TokenCheck Tokens { get; init; }

    /// <summary>The moving parts of its providers.</summary>
    public required ProviderRuntimes Providers { get; init; }

    /// <summary>Counts one more use; <c>false</c> when the last one has left already.</summary>
    public bool TryEnter()
    {
        var uses = Volatile.Read(ref _uses);
        while (uses > 0)
        {
            var before = Interlocked.CompareExchange(ref _uses, uses + 1, uses);
            if (before == uses)
                return true;

            uses = before;
        }

        return false;
    }

    public void Leave()
    {
        // Elsewhere: closing a log may wait for its last lines, and no request has time for that.
        if (Interlocked.Decrement(ref _uses) == 0)
            _ = Task.Run(() => parts.DisposeAsync().AsTask());
    }
}
