using System.Globalization;
using Npgsql;

namespace FerroGate.Storage.Postgres.Records;

/// <summary>The partitions of <c>request_record</c>: one for each day, in UTC.</summary>
internal static class RecordPartitions
{
    private const string Prefix = "request_record_";
    private const string Format = "yyyyMMdd";

    // "FGrecord": two gateways must not make the same partition at once.
    private const long Lock = 0x46_47_72_65_63_6f_72_64;

    /// <summary>Makes those of some days, where they are not there.</summary>
    public static async Task MakeAsync(NpgsqlConnection connection, IEnumerable<DateOnly> days, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", cancellation, Lock);
        foreach (var day in days)
        {
            await connection.ExecuteAsync(
                $"CREATE TABLE IF NOT EXISTS {NameOf(day)} PARTITION OF request_record FOR VALUES FROM ({StartOf(day)}) TO ({StartOf(day.AddDays(1))})", cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Drops that of the oldest day where it is before <paramref name="first"/>, or over and all of them take too many bytes.</summary>
    /// <returns>Whether it did.</returns>
    public static async Task<bool> DropOldestAsync(NpgsqlConnection connection, DateOnly today, DateOnly first, long bytes, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        // Whoever wants to read or write waits behind one that waits for a long list to be read.
        await connection.ExecuteAsync("SET LOCAL lock_timeout = '1s'", cancellation);
        await connection.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", cancellation, Lock);
        var days = await ListAsync(connection, cancellation);
        if (days.Count == 0)
            return false;

        var oldest = days.MinBy(partition => partition.Day).Day;
        var isTooMuch = oldest < today && days.Aggregate(Int128.Zero, (sum, partition) => sum + partition.Bytes) > bytes;
        if (oldest >= first && !isTooMuch)
            return false;

        await connection.ExecuteAsync($"DROP TABLE {NameOf(oldest)}", cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    private static async Task<List<(DateOnly Day, long Bytes)>> ListAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(
            "SELECT relname::text, pg_total_relation_size(oid) FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = 'request_record'::regclass");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var days = new List<(DateOnly, long)>();
        while (await rows.ReadAsync(cancellation))
        {
            var name = rows.GetString(0);
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && DateOnly.TryParseExact(name.AsSpan(Prefix.Length), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                days.Add((day, rows.GetInt64(1)));
        }

        return days;
    }

    private static string NameOf(DateOnly day) => Prefix + day.ToString(Format, CultureInfo.InvariantCulture);

    private static string StartOf(DateOnly day) =>
        UnixMicroseconds.Of(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)).ToString(CultureInfo.InvariantCulture);
}
