namespace FerroGate.Admin.Status;

/// <summary>How the gateway stands.</summary>
/// <param name="Service">What it is called.</param>
/// <param name="Version">The version of the program.</param>
/// <param name="Runtime">What serves requests.</param>
/// <param name="State"><c>running</c>, or <c>draining</c> when it was told to stop.</param>
/// <param name="StartedAt">When the process began.</param>
/// <param name="Snapshot">The name of the config that is in force.</param>
/// <param name="LoadedAt">When it came into force.</param>
/// <param name="Listeners">Where it listens.</param>
/// <param name="Providers">Providers of the config.</param>
/// <param name="EnabledProviders">Those of them that may be asked.</param>
/// <param name="Models">Models of the config.</param>
/// <param name="EnabledModels">Those of them that may be asked for.</param>
/// <param name="ApiKeys">Keys of the config; those of the store are not counted.</param>
/// <param name="Routes"><c>reverse_proxy</c> directives.</param>
/// <param name="Upstreams">Their upstreams.</param>
/// <param name="Sites">Sites.</param>
/// <param name="AuthRequired">AI requests need a key.</param>
/// <param name="RunningRequests">Requests that are being served.</param>
public sealed record StatusView(
    string Service,
    string Version,
    string Runtime,
    string State,
    DateTimeOffset StartedAt,
    string Snapshot,
    DateTimeOffset LoadedAt,
    IReadOnlyList<ListenerView> Listeners,
    int Providers,
    int EnabledProviders,
    int Models,
    int EnabledModels,
    int ApiKeys,
    int Routes,
    int Upstreams,
    int Sites,
    bool AuthRequired,
    int RunningRequests)
{
    /// <summary>The database that this gateway shares with others; <c>null</c> where there is none.</summary>
    public SharedDatabaseView? Postgres { get; init; }

    /// <summary>Keys and resources that this gateway shares with others; <c>null</c> where it shares none.</summary>
    public SharedStateView? SharedState { get; init; }
}
