using FerroGate.Config.Model;
using FerroGate.Core.Ledger;
using FerroGate.Core.Snapshot;
using FerroGate.Storage;
using FerroGate.Storage.Postgres;

namespace FerroGate.Server.Hosting;

/// <summary>What the config says to the store.</summary>
internal static class StoreSettings
{
    /// <summary>Where the data is if the config does not say.</summary>
    public const string DefaultPath = "data";

    public static string PathOf(DataConfig config) => config.Path?.Value ?? DefaultPath;

    /// <summary>The database of the fleet; <c>null</c> where there is none.</summary>
    /// <exception cref="StoreException">It cannot be read; the message says why, without what it holds.</exception>
    public static PostgresAddress? PostgresOf(DataConfig config, Func<string, string?> environment) =>
        config.Postgres is { } postgres ? PostgresAddress.Parse(postgres.Value.Resolve(environment) ?? "") : null;

    public static StoreOptions Of(DataConfig config, AdminListSettings lists) => new()
    {
        IsFollowed = config.Redis is not null,
        Durability = config.Durability?.Value ?? DurabilityLevel.Process,
        RequestRecordRetention = lists.RequestRecords,
        RequestRecordsKept = new Retention(config.RequestLogRetentionDays?.Value, config.RequestLogRetentionSize?.Value),
        AuditEventRetention = lists.AuditEvents,
        AuditEventsKept = new Retention(config.AuditEventRetentionDays?.Value, config.AuditEventRetentionSize?.Value),
        LedgerDays = config.LedgerRetentionDays?.Value,
    };
}
