using FerroGate.Core.Aggregates;
using FerroGate.Core.Money;

namespace FerroGate.Storage.Rows;

/// <summary>The forms of the tables <c>usage_subject</c> and <c>usage</c>.</summary>
internal static class UsageRow
{
    public const string SubjectColumns = SharedColumns.Tenant + ", key_id, model, provider, provider_model";

    public const string SumColumns =
        "requests, entries, unknown_cost, unreconciled, budget_tokens, cost_nano_usd, " + SharedColumns.Usage;

    /// <summary>What <see cref="ReadPast"/> reads.</summary>
    public const string PastColumns = "start, budget_tokens, cost_nano_usd, " + SubjectColumns;

    /// <summary>What a column has where its <see cref="UsageRollup"/> does not tell it apart.</summary>
    public static string BlankOf(UsageDimension dimension) => dimension is UsageDimension.Key or UsageDimension.Model ? "''" : "NULL";

    public static string ColumnOf(UsageDimension dimension) => dimension switch
    {
        UsageDimension.Organization => "organization_id",
        UsageDimension.Team => "team_id",
        UsageDimension.Project => "project_id",
        UsageDimension.User => "user_id",
        UsageDimension.Key => "key_id",
        UsageDimension.Model => "model",
        UsageDimension.Provider => "provider",
        UsageDimension.ProviderModel => "provider_model",
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "A dimension without a column."),
    };

    public static void Write(RowWriter to, UsageSubject subject) => to
        .Tenant(subject.Tenant)
        .Text(subject.KeyId)
        .Text(subject.Model)
        .Text(subject.Provider)
        .Text(subject.ProviderModel);

    public static void Write(RowWriter to, UsageSum sum) => to
        .Number(sum.Requests)
        .Number(sum.Entries)
        .Number(sum.UnknownCost)
        .Number(sum.Unreconciled)
        .Number(sum.BudgetTokens)
        .Number(sum.Cost.Value)
        .Usage(sum.Usage);

    public static UsageSubject ReadSubject(ref RowReader from) => new(from.Tenant(), from.Text(), from.Text(), from.TextOrNull(), from.TextOrNull());

    public static UsageSum ReadSum(ref RowReader from) => new()
    {
        Requests = from.Number(),
        Entries = from.Number(),
        UnknownCost = from.Number(),
        Unreconciled = from.Number(),
        BudgetTokens = from.Number(),
        Cost = new NanoUsd(from.Number()),
        Usage = from.Usage(),
    };

    /// <summary>The start of a span, what budgets count, and the subject where it is not known yet.</summary>
    public static PastUsage ReadPast(RowReader from, PastRange range, UsageSubject? subject = null) => new(
        range,
        Start: DateOnly.FromDateTime(from.Moment().UtcDateTime),
        BudgetTokens: from.Number(),
        Cost: new NanoUsd(from.Number()),
        Subject: subject ?? ReadSubject(ref from));

    /// <summary>A group of <paramref name="dimensions"/> values, behind the beginning of its time.</summary>
    public static UsageGroup ReadGroup(RowReader from, int dimensions)
    {
        var start = from.NumberOrNull() is { } moment ? UnixMicroseconds.ToMoment(moment) : (DateTimeOffset?)null;
        var values = new string?[dimensions];
        for (var i = 0; i < values.Length; i++)
            values[i] = from.TextOrNull();
        return new UsageGroup(start, values, ReadSum(ref from));
    }
}
