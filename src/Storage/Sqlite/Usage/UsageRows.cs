using FerroGate.Core.Aggregates;
using FerroGate.Core.Money;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Usage;

/// <summary>Adds to rows of the table <c>usage</c> inside one transaction, which nobody else can write in.</summary>
internal sealed class UsageRows(SqliteConnection connection) : IDisposable
{
    public const string SubjectColumns = SharedColumns.Tenant + ", key_id, model, provider, provider_model";

    public const string SumColumns =
        "requests, entries, unknown_cost, unreconciled, budget_tokens, cost_nano_usd, " + SharedColumns.Usage;

    private readonly RowWriter _find = new(connection.Command(
        """
        SELECT id FROM usage_subject
        WHERE organization_id IS $1 AND team_id IS $2 AND project_id IS $3 AND user_id IS $4
            AND key_id = $5 AND model = $6 AND provider IS $7 AND provider_model IS $8
        """));

    private readonly RowWriter _make = new(connection.Command($"INSERT INTO usage_subject {RowWriter.Columns(SubjectColumns)} RETURNING id"));
    private readonly RowWriter _read = new(connection.Command($"SELECT {SumColumns} FROM usage WHERE span = $1 AND start = $2 AND subject = $3"));
    private readonly RowWriter _write = new(connection.Command($"INSERT OR REPLACE INTO usage {RowWriter.Columns("span, start, subject, " + SumColumns)}"));
    private readonly Dictionary<UsageSubject, long> _ids = [];

    public long IdOf(UsageSubject subject)
    {
        if (!_ids.TryGetValue(subject, out var id))
            _ids[subject] = id = (long)(Write(_find, subject).Command.ExecuteScalar() ?? Write(_make, subject).Command.ExecuteScalar())!;
        return id;
    }

    // Added here and not by the database, for which a sum that does not fit becomes a fraction.
    public void Add(UsageSpan span, DateTimeOffset start, long subject, UsageSum sum)
    {
        using (var found = _read.Start().Number((long)span).Moment(start).Number(subject).Command.ExecuteReader())
        {
            if (found.Read())
                sum += ReadSum(new RowReader(found));
        }

        _write.Start()
            .Number((long)span)
            .Moment(start)
            .Number(subject)
            .Number(sum.Requests)
            .Number(sum.Entries)
            .Number(sum.UnknownCost)
            .Number(sum.Unreconciled)
            .Number(sum.BudgetTokens)
            .Number(sum.Cost.Value)
            .Usage(sum.Usage)
            .Command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<RowWriter>)[_find, _make, _read, _write])
            statement.Command.Dispose();
    }

    public static UsageSubject ReadSubject(RowReader from) => new(from.Tenant(), from.Text(), from.Text(), from.TextOrNull(), from.TextOrNull());

    public static UsageSum ReadSum(RowReader from) => new()
    {
        Requests = from.Number(),
        Entries = from.Number(),
        UnknownCost = from.Number(),
        Unreconciled = from.Number(),
        BudgetTokens = from.Number(),
        Cost = new NanoUsd(from.Number()),
        Usage = from.Usage(),
    };

    private static RowWriter Write(RowWriter to, UsageSubject subject) => to.Start()
        .Tenant(subject.Tenant)
        .Text(subject.KeyId)
        .Text(subject.Model)
        .Text(subject.Provider)
        .Text(subject.ProviderModel);
}
