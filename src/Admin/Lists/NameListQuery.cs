using System.Globalization;
using FerroGate.Core.Snapshot;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin.Lists;

/// <summary>Reads <c>?limit=&amp;after=NAME</c> of a list that is ordered by name; anything else in the query is an error, for it would be ignored.</summary>
/// <param name="Limit">How many are asked for.</param>
/// <param name="After">The name behind which the page begins; <c>null</c> for the first.</param>
internal sealed record NameListQuery(int Limit, string? After)
{
    /// <summary>The page that is asked for, or a sentence about what is wrong with the query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="settings">How much lists show.</param>
    /// <param name="others">The parameters that somebody else reads.</param>
    public static (NameListQuery? Page, string? Error) Read(IQueryCollection query, AdminListSettings settings, params IReadOnlyList<string> others)
    {
        var page = new NameListQuery(settings.DefaultLimit, null);
        foreach (var (name, values) in query)
        {
            if (values.Count > 1)
                return (null, $"The parameter '{name}' is given {values.Count} times; give it once.");

            var value = values.ToString();
            switch (name)
            {
                case "limit" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0:
                    page = page with { Limit = Math.Min(number, settings.MaxLimit) };
                    break;
                case "limit":
                    return (null, "The parameter 'limit' must be a whole number above zero.");
                case "after":
                    page = page with { After = value };
                    break;
                case var _ when others.Contains(name):
                    break;
                default:
                    return (null, $"There is no parameter '{name}' here; 'limit'{string.Concat(others.Prepend("after").SkipLast(1).Select(other => $", '{other}'"))} and '{(others.Count > 0 ? others[^1] : "after")}' are known.");
            }
        }

        return (page, null);
    }
}
