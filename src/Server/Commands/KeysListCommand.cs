using System.CommandLine;
using System.Globalization;
using FerroGate.Config.Model;
using FerroGate.Core.Keys;
using FerroGate.Server.Snapshots;
using FerroGate.Storage;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate keys list</c>: the keys of the config file and of the store, and never a secret.</summary>
internal static class KeysListCommand
{
    private static readonly string[] Head = ["id", "from", "state", "scopes", "last used", "metadata", "name"];

    public static Command Build(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var command = new Command("list", "Show the keys of the config file and of the store, and when they were used last.") { config };
        command.SetAction((parsed, cancellation) => KeysCommand.WithStoreAsync(
            parsed.GetRequiredValue(config), terminal, (config, store) => ListAsync(config, store, terminal, cancellation), cancellation));
        return command;
    }

    private static async Task<int> ListAsync(GatewayConfig config, StateStore store, Terminal terminal, CancellationToken cancellation)
    {
        var (now, uses) = (TimeProvider.System.GetUtcNow(), await store.Keys.LastUsesAsync(cancellation));
        var file = new SnapshotCompiler(Environment.GetEnvironmentVariable).CompileKeys(config).Values.Distinct();
        var rows = file.Select(key => Row(key, "config", now, uses))
            .Concat((await store.Keys.ListAsync(cancellation)).Select(key => Row(key, "store", now, uses)))
            .OrderBy(row => row[0], StringComparer.Ordinal);
        TextTable.Write([Head, .. rows], terminal.Output);
        return ExitCode.Ok;
    }

    private static string[] Row(VirtualKey key, string from, DateTimeOffset now, IReadOnlyDictionary<string, DateTimeOffset> uses) =>
    [
        key.Id,
        from,
        StateOf(key, now),
        string.Join(' ', ScopeNames.NamesOf(key.Scopes)),
        uses.TryGetValue(key.Id, out var used) ? Moment(used) : "-",
        key.Metadata.Count > 0 ? string.Join(' ', key.Metadata.Select(MetadataPair.Write)) : "-",
        key.Name ?? "-",
    ];

    private static string StateOf(VirtualKey key, DateTimeOffset now) => key switch
    {
        { Enabled: false } => "disabled",
        _ when key.IsExpired(now) => "expired",
        { PreviousUntil: { } until } when until > now => $"rotating until {Moment(until)}",
        { ExpiresAt: { } end } => $"until {Moment(end)}",
        _ => "enabled",
    };

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
