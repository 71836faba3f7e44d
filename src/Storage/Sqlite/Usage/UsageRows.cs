using FerroGate.Core.Aggregates;
using FerroGate.Storage.Projection;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Usage;

/// <summary>Adds to rows of a table of sums inside one transaction, which nobody else can write in.</summary>
/// <param name="connection">In its transaction.</param>
/// <param name="table">The table.</param>
internal sealed class UsageRows(SqliteConnection connection, UsageTable table) : IDisposable
{
    private readonly SqliteRow _find = new(
        connection,
        """
        SELECT id FROM usage_subject
        WHERE organization_id IS $1 AND team_id IS $2 AND project_id IS $3 AND user_id IS $4
            AND key_id = $5 AND model = $6 AND provider IS $7 AND provider_model IS $8
        """);

    private readonly SqliteRow _make = new(connection, $"INSERT INTO usage_subject {RowWriter.Columns(UsageRow.SubjectColumns)} RETURNING id");
    private readonly SqliteRow _read = new(
        connection, $"SELECT {UsageRow.SumColumns} FROM {table.Name} WHERE {string.Join(" AND ", table.Key.Select((column, index) => $"{column} = ${index + 1}"))}");
    private readonly SqliteRow _write = new(
        connection, $"INSERT OR REPLACE INTO {table.Name} {RowWriter.Columns(string.Join(", ", table.Key.Append(UsageRow.SumColumns)))}");
    private readonly Dictionary<UsageSubject, long> _ids = [];

    /// <summary>Adds all sums.</summary>
    public void Add(HourlyUsage usage)
    {
        foreach (var (span, start, subject, sum) in usage.Sums())
            Add(span, start, IdOf(subject), sum);
    }

    public long IdOf(UsageSubject subject)
    {
        if (!_ids.TryGetValue(subject, out var id))
            _ids[subject] = id = Run(_find, subject) ?? Run(_make, subject)!.Value;
        return id;
    }

    // Added here and not by the database, for which a sum that does not fit becomes a fraction.
    public void Add(UsageSpan span, DateTimeOffset start, long subject, UsageSum sum)
    {
        Begin(_read, span, start, subject);
        while (_read.Next())
        {
            var found = _read.Given;
            sum += UsageRow.ReadSum(ref found);
        }

        UsageRow.Write(Begin(_write, span, start, subject), sum);
        _write.Run();
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteRow>)[_find, _make, _read, _write])
            statement.Dispose();
    }

    private RowWriter Begin(SqliteRow row, UsageSpan span, DateTimeOffset start, long subject)
    {
        var begun = table.Number is { } number ? row.Start().Number(number) : row.Start();
        return begun.Number((long)span).Moment(start).Number(subject);
    }

    private static long? Run(SqliteRow statement, UsageSubject subject)
    {
        UsageRow.Write(statement.Start(), subject);
        return statement.RunForNumber();
    }
}
