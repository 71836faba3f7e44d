using System.Globalization;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Lists;
using FerroGate.Core.Snapshot;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin.Lists;

/// <summary>
/// Reads which rows of a list are asked for: its fields, such as <c>?key_id=</c>, a time by <c>?from=&amp;to=</c>, and the page by
/// <c>?limit=&amp;after=</c> or <c>?limit=&amp;offset=</c>.
/// </summary>
internal static class ListFilterQuery
{
    private const string After = "after", From = "from", To = "to", EndingParameter = "ending", Exchange = "exchange_id";

    /// <summary>The page that is asked for, or a sentence about what is wrong with the query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="settings">How much lists show.</param>
    /// <param name="window">How many of the newest items are counted.</param>
    /// <param name="fields">What the rows of this list can be told apart by.</param>
    /// <param name="tenants">Whose rows whoever asks may see; <c>null</c> is everybody's.</param>
    public static (PageRequest? Page, string? Error) Read(
        IQueryCollection query, AdminListSettings settings, int window, ListFields fields, IReadOnlyList<Tenant>? tenants)
    {
        var (page, error) = ListQuery.Read(query, settings, window, [.. fields.Names, .. Known(fields)]);
        if (page is null)
            return (null, error);

        var filter = new ListFilter { Tenants = tenants };
        var values = new Dictionary<ListField, string>();
        foreach (var (name, given) in query)
        {
            if (given.Count > 1)
                return (null, $"The parameter '{name}' is given {given.Count} times; give it once.");

            var value = given.ToString();
            if (fields.Find(name) is { } field)
                values[field] = value;
            else if (name == After && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var after) && !query.ContainsKey("offset"))
                page = page with { After = after };
            else if (name == After)
                return (null, "The parameter 'after' is the 'next_after' of the page before, and is not given together with 'offset'.");
            else if (Read(filter, name, value, fields) is not { } read)
                return (null, Wrong(name));
            else
                filter = read;
        }

        return (page with { Filter = filter with { Values = values } }, null);
    }

    private static ListFilter? Read(ListFilter filter, string name, string value, ListFields fields) => name switch
    {
        From => Moment(value) is { } from ? filter with { From = from } : null,
        To => Moment(value) is { } until ? filter with { Until = until } : null,
        EndingParameter => EndingName.Find(value) is { } ending ? filter with { Ending = ending } : null,
        Exchange => ExchangeId.TryParse(value, out var exchange) ? filter with { Exchange = exchange } : null,
        _ when name == fields.Status => Status(value) is { } status ? filter with { Status = status } : null,
        _ => filter,
    };

    private static IEnumerable<string> Known(ListFields fields) =>
        fields.Status is { } status ? [status, EndingParameter, Exchange, From, To, After] : [From, To, After];

    private static string Wrong(string name) => name switch
    {
        From or To => $"The parameter '{name}' must be a moment, such as 2026-11-01 or 2026-11-01T15:04:05Z.",
        EndingParameter => $"The parameter 'ending' is one of {string.Join(", ", Enum.GetValues<Ending>().Select(ending => $"'{EndingName.Of(ending)}'"))}.",
        Exchange => "The parameter 'exchange_id' is the id of an exchange, as the header x-ferrogate-exchange-id has it.",
        _ => $"The parameter '{name}' is a status such as 429, or a class of them such as 4xx.",
    };

    private static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParseExact(
            text,
            ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var moment)
            ? moment
            : null;

    private static (int First, int Last)? Status(string text)
    {
        if (text.Length != 3 || text[0] is < '1' or > '5')
            return null;

        var hundreds = (text[0] - '0') * 100;
        if (text.EndsWith("xx", StringComparison.Ordinal))
            return (hundreds, hundreds + 99);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? (status, status) : null;
    }
}
