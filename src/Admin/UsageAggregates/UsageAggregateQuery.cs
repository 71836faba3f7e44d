using System.Globalization;
using FerroGate.Admin.Lists;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Snapshot;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin.UsageAggregates;

/// <summary>
/// Reads <c>?from=&amp;to=&amp;group_by=</c>, filters such as <c>model=</c>, and the page; anything else in the query is an error, for it would
/// be ignored.
/// </summary>
public static class UsageAggregateQuery
{
    private const string From = "from", To = "to", GroupBy = "group_by";

    private static readonly Dictionary<string, UsageSpan> s_spans = new() { ["hour"] = UsageSpan.Hour, ["day"] = UsageSpan.Day, ["month"] = UsageSpan.Month };

    /// <summary>What is asked for, or a sentence about what is wrong with the query.</summary>
    public static (UsageQuery? Asked, string? Error) Read(IQueryCollection query, AdminListSettings settings)
    {
        var (page, error) = ListQuery.Read(query, settings, int.MaxValue, [From, To, GroupBy, .. UsageDimensionName.All.Keys]);
        if (page is null)
            return (null, error);

        var asked = new UsageQuery { Offset = page.Offset, Limit = page.Limit };
        var filters = new Dictionary<UsageDimension, string?>();
        foreach (var (name, values) in query)
        {
            if (values.Count > 1)
                return (null, $"The parameter '{name}' is given {values.Count} times; give it once.");

            var value = values.ToString();
            if (UsageDimensionName.All.TryGetValue(name, out var dimension))
            {
                filters[dimension] = value.Length == 0 ? null : value;
            }
            else if (name is From or To)
            {
                if (ReadHour(value) is not { } hour)
                    return (null, $"The parameter '{name}' must be the beginning of an hour in UTC, such as 2026-11-01 or 2026-11-01T15:00:00Z.");
                asked = name == From ? asked with { From = hour } : asked with { Until = hour };
            }
            else if (name == GroupBy && ReadGroups(value, ref asked) is { } wrong)
            {
                return (null, wrong);
            }
        }

        return (asked with { Filters = filters }, null);
    }

    private static DateTimeOffset? ReadHour(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment)
        && UsageSpan.Hour.StartOf(moment) == moment && moment >= DateTimeOffset.UnixEpoch && moment <= UsageSpans.Last
            ? moment
            : null;

    /// <summary>Gives a sentence about what is wrong; <c>null</c> where nothing is.</summary>
    private static string? ReadGroups(string text, ref UsageQuery asked)
    {
        var by = new List<UsageDimension>();
        foreach (var name in text.Split(','))
        {
            if (s_spans.TryGetValue(name, out var span))
            {
                if (asked.Each is not null)
                    return "Group by one of 'hour', 'day' and 'month'.";
                asked = asked with { Each = span };
            }
            else if (!UsageDimensionName.All.TryGetValue(name, out var dimension))
            {
                return $"Usage cannot be grouped by '{name}'; {Quoted([.. UsageDimensionName.All.Keys, .. s_spans.Keys])} are known.";
            }
            else if (by.Contains(dimension))
            {
                return $"Usage is grouped by '{name}' twice; name it once.";
            }
            else
            {
                by.Add(dimension);
            }
        }

        asked = asked with { GroupBy = by };
        return null;
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
