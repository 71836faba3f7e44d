using System.Globalization;
using FerroGate.Core.Lists;
using FerroGate.Core.Snapshot;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin.Lists;

/// <summary>Reads <c>?offset=&amp;limit=</c>; anything else in the query is an error, for it would be ignored.</summary>
public static class ListQuery
{
    /// <summary>The page that is asked for, or a sentence about what is wrong with the query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="settings">How much lists show.</param>
    /// <param name="window">How many of the newest items this list counts.</param>
    /// <param name="others">The parameters that somebody else reads.</param>
    public static (PageRequest? Page, string? Error) Read(
        IQueryCollection query, AdminListSettings settings, int window, params IReadOnlyList<string> others)
    {
        var offset = 0;
        var limit = settings.DefaultLimit;
        foreach (var (name, values) in query)
        {
            var isNumber = int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value);
            switch (name)
            {
                case "offset" when isNumber:
                    offset = value;
                    break;
                case "limit" when isNumber && value > 0:
                    limit = Math.Min(value, settings.MaxLimit);
                    break;
                case "offset" or "limit":
                    return (null, $"The parameter '{name}' must be a whole number{(name == "limit" ? " above zero" : "")}.");
                case var _ when others.Contains(name):
                    break;
                default:
                    return (null, $"There is no parameter '{name}' here; {string.Concat(others.Select(other => $"'{other}', "))}'offset' and 'limit' are known.");
            }
        }

        return (new PageRequest(offset, limit, window), null);
    }
}
