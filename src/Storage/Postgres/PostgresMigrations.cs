using System.Globalization;
using Npgsql;

namespace FerroGate.Storage.Postgres;

/// <summary>
/// The numbered SQL files of <c>Postgres/Migrations/</c>, a folder for each concern with numbers of its own. They are only ever added to: a
/// file that was released is never changed. Of several gateways that start at once one applies them, and the others wait for it.
/// </summary>
internal static class PostgresMigrations
{
    // "FerroGat", so that no other program that uses advisory locks in the same database has the same.
    private const long Lock = 0x46_65_72_72_6f_47_61_74;
    private const string Prefix = "Postgres/";

    private static readonly IReadOnlyList<(string Concern, int Version, string Resource)> s_steps =
    [
        .. typeof(PostgresMigrations).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(Parse)
            .Order(),
    ];

    /// <summary>Applies, in one transaction, what the database has not got.</summary>
    /// <exception cref="StoreException">A newer version has made it.</exception>
    public static async Task ApplyAsync(NpgsqlConnection connection, PostgresAddress address, TimeProvider clock, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", cancellation, Lock);
        await connection.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_version (concern text NOT NULL, version integer NOT NULL, applied_at bigint NOT NULL, PRIMARY KEY (concern, version))",
            cancellation);
        var current = await CurrentAsync(connection, cancellation);
        foreach (var concern in s_steps.GroupBy(step => step.Concern))
        {
            var (latest, has) = (concern.Max(step => step.Version), current.GetValueOrDefault(concern.Key));
            if (has > latest)
            {
                throw new StoreException(
                    $"The database {address} has schema {has} of '{concern.Key}', which a newer FerroGate made; this one knows schemas up to {latest}. Run the newer version.");
            }

            foreach (var step in concern.Where(step => step.Version > has))
            {
                await connection.ExecuteAsync(Read(step.Resource), cancellation);
                await connection.ExecuteAsync(
                    "INSERT INTO schema_version (concern, version, applied_at) VALUES ($1, $2, $3)",
                    cancellation,
                    step.Concern,
                    step.Version,
                    UnixMicroseconds.Of(clock.GetUtcNow()));
            }
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task<Dictionary<string, int>> CurrentAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var versions = new Dictionary<string, int>();
        await using var command = connection.Command("SELECT concern, MAX(version) FROM schema_version GROUP BY concern");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            versions[rows.GetString(0)] = rows.GetInt32(1);
        return versions;
    }

    private static (string, int, string) Parse(string resource)
    {
        var parts = resource.Split('/');
        return (parts[1], int.Parse(parts[2].AsSpan(1, 3), NumberStyles.None, CultureInfo.InvariantCulture), resource);
    }

    private static string Read(string resource)
    {
        using var stream = typeof(PostgresMigrations).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
