using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using FerroGate.Core.Aggregates;
using FerroGate.Storage.Projection;
using Npgsql;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>Adds to the tables <c>usage_subject</c> and <c>usage</c>, which every gateway of a fleet adds to.</summary>
internal static class PostgresUsageRows
{
    private static readonly string s_sums = string.Join(", ", UsageRow.SumColumns.Split(", ").Select(column => $"{column} = added(usage.{column}, excluded.{column})"));

    public static async Task AddAsync(NpgsqlConnection connection, HourlyUsage usage, CancellationToken cancellation)
    {
        var (subjects, sums, known) = (new PostgresColumns(), new PostgresColumns(), new Dictionary<UsageSubject, Guid>());
        foreach (var (span, start, subject, sum) in usage.Sums())
        {
            if (!known.TryGetValue(subject, out var id))
            {
                known[subject] = id = IdOf(subject);
                UsageRow.Write(subjects.Start().Id(id), subject);
            }

            UsageRow.Write(sums.Start().Number((long)span).Moment(start).Id(id), sum);
        }

        if (sums.Count == 0)
            return;

        // Always in the same order, so that two gateways that add to the same rows wait for one another and not each for the other.
        await ExecuteAsync(connection, $"INSERT INTO usage_subject (id, {UsageRow.SubjectColumns}) SELECT * FROM {subjects.Table()} ORDER BY 1 ON CONFLICT DO NOTHING", subjects, cancellation);
        await ExecuteAsync(
            connection,
            $"INSERT INTO usage (span, start, subject, {UsageRow.SumColumns}) SELECT * FROM {sums.Table()} ORDER BY 1, 2, 3 ON CONFLICT (span, start, subject) DO UPDATE SET {s_sums}",
            sums,
            cancellation);
    }

    /// <summary>The same for the same subject on every gateway; a value that is not set is not an empty one.</summary>
    private static Guid IdOf(UsageSubject subject)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var value in (ReadOnlySpan<string?>)
            [subject.Tenant.OrganizationId, subject.Tenant.TeamId, subject.Tenant.ProjectId, subject.Tenant.UserId, subject.KeyId, subject.Model, subject.Provider, subject.ProviderModel])
        {
            var bytes = Encoding.UTF8.GetBytes(value ?? "");
            BinaryPrimitives.WriteInt32BigEndian(length, value is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return new Guid(hash.GetHashAndReset().AsSpan(0, 16), bigEndian: true);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, PostgresColumns rows, CancellationToken cancellation)
    {
        await using var command = connection.Command(sql);
        command.Parameters.AddRange(rows.Parameters());
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
