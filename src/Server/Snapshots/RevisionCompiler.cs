using FerroGate.Config.Model;
using FerroGate.Server.Ai.Tokens;
using FerroGate.Server.Ai.Upstreams;
using FerroGate.Server.Connections;
using FerroGate.Server.Connections.Tls;
using FerroGate.Server.Sites;
using FerroGate.Server.Telemetry.Logs;
using FerroGate.Tls.Certificates;

namespace FerroGate.Server.Snapshots;

/// <summary>Makes a config ready to serve: everything that can fail is done here, before anything changes.</summary>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="services">What directives hand requests to.</param>
/// <param name="providers">The connections and circuits of providers, which revisions share.</param>
/// <param name="issuers">The signing keys of token issuers, which revisions share.</param>
/// <param name="certificates">The certificates of listeners.</param>
/// <param name="outputs">Where logs go, which revisions share.</param>
/// <param name="clock">The clock.</param>
internal sealed class RevisionCompiler(
    Func<string, string?> environment, SiteServices services, ProviderPool providers, IssuerPool issuers, ServerCertificates certificates, LogOutputs outputs, TimeProvider clock)
{
    private readonly SnapshotCompiler _snapshots = new(environment);

    /// <exception cref="CertificateException">One of its certificates cannot be used.</exception>
    /// <exception cref="IOException">Something that it names cannot be opened; the message says what.</exception>
    public async Task<Revision> CompileAsync(GatewayConfig config)
    {
        var parts = new RevisionParts();
        try
        {
            var logs = new GatewayLogs(config, outputs, parts, clock);
            var snapshot = _snapshots.Compile(config);
            return new Revision(parts)
            {
                Id = SnapshotId.Of(config),
                LoadedAt = clock.GetUtcNow(),
                Config = config,
                Snapshot = snapshot,
                Sites = new SiteCompiler(environment, services with { Logs = logs }).Compile(config),
                Servers = new ServerTable(config),
                Certificates = certificates.Compile(config),
                Logs = logs,
                FileKeys = _snapshots.CompileKeys(config),
                Tokens = issuers.CheckOf(snapshot.TokenIssuers),
                Providers = new ProviderRuntimes(snapshot, providers, parts),
            };
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }
}
