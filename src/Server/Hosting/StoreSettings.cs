using FerroGate.Config.Model;
using FerroGate.Core.Ledger;
using FerroGate.Core.Snapshot;
using FerroGate.Storage;

namespace FerroGate.Server.Hosting;

/// <summary>What the config says to the store.</summary>
internal static class StoreSettings
{
    /// <summary>Where the data is if the config does not say.</summary>
    public const string DefaultPath = "data";

    public static string PathOf(DataConfig config) => config.Path?.Value ?? DefaultPath;

    public static StoreOptions Of(DataConfig config, AdminListSettings lists) => new()
    {
        IsFollowed = config.Redis is not null,
        Durability = config.Durability?.Value ?? DurabilityLevel.Process,
        RequestRecordRetention = lists.RequestRecords,
        AuditEventRetention = lists.AuditEvents,
    };
}
