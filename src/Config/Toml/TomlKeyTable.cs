using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary>
/// Every key at the top of a TOML config: ours, and those of the product that are refused because we do not have them yet.
/// </summary>
internal static class TomlKeyTable
{
    public static IReadOnlyList<TomlKey> All { get; } =
    [
        new("listen", (config, entry, context) => config with { Sites = ListenKey.Read(entry, context) }),
        new("admin", (config, entry, context) =>
            config with { Admin = Table(config.Admin, entry, AdminTable.Options, context) }),
        new("telemetry", (config, entry, context) =>
            config with { Telemetry = Table(config.Telemetry, entry, TelemetryOptions.Table, context) }),
        new("storage", (config, entry, context) =>
            config with { Data = Table(config.Data, entry, DataOptions.Retention, context) }),
        new("data", (config, entry, context) =>
            config with { Data = Table(config.Data, entry, DataOptions.Table, context) }),
        new("reliability", (config, entry, context) =>
            config with { Reliability = Table(config.Reliability, entry, ReliabilityOptions.Table, context) }),
        new("providers", (config, entry, context) =>
            config with { Ai = config.Ai with { Providers = AiTables.Providers(entry, context) } }),
        new("models", (config, entry, context) =>
            config with { Ai = config.Ai with { Models = AiTables.Models(entry, context) } }),
        new("api_keys", (config, entry, context) =>
            config with { Ai = config.Ai with { ApiKeys = AiTables.ApiKeys(entry, context) } }),

        new("analytics"),
        new("asset_bucket"),
        new("auth"),
        new("auth_service"),
        new("billing_service"),
        new("cache"),
        new("cluster"),
        new("control_api"),
        new("extensions"),
        new("gateway_configs"),
        new("guardrails"),
        new("limits"),
        new("mcp_servers"),
        new("metering"),
        new("network_access"),
        new("observability"),
        new("policies"),
        new("routes"),
        new("scheduler"),
        new("tenancy"),
        new("tls"),
        new("upstreams"),
    ];

    private static T Table<T>(T target, TomlEntry entry, OptionTable<T> options, ConfigContext context)
    {
        if (entry.Value is TomlTable table)
            return options.Read(target, TomlOptions.Of(table), entry.Key, context);

        context.Diagnostics.Error(DiagnosticCodes.WrongType, entry.KeySpan, $"`{entry.Key}` must be a table: [{entry.Key}]");
        return target;
    }
}
