using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using FerroGate.Core.Lists;
using FerroGate.Core.Snapshot;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin.Lists;

/// <summary>Answers a request for a page of a list.</summary>
internal static class ListEndpoint
{
    /// <param name="http">The request.</param>
    /// <param name="settings">How much lists show.</param>
    /// <param name="window">How many of the newest items this list counts.</param>
    /// <param name="fields">What its rows can be told apart by.</param>
    /// <param name="read">Reads a page.</param>
    /// <param name="view">How one item is shown.</param>
    /// <param name="json">How the page is written.</param>
    public static async Task WriteAsync<TItem, TView>(
        HttpContext http,
        AdminListSettings settings,
        int window,
        ListFields fields,
        Func<PageRequest, CancellationToken, Task<Page<TItem>>> read,
        Func<TItem, TView> view,
        JsonTypeInfo<ListView<TView>> json)
    {
        var (request, error) = ListFilterQuery.Read(http.Request.Query, settings, window, fields, AdminActor.TenantsSeen(http));
        if (request is null)
        {
            await AdminProblem.WriteAsync(http, StatusCodes.Status400BadRequest, error!);
            return;
        }

        Page<TItem> page;
        try
        {
            page = await read(request, http.RequestAborted);
        }
        catch (ListAwayException away)
        {
            await AdminProblem.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, away.Message);
            return;
        }

        var list = new ListView<TView>([.. page.Items.Select(view)], page.Total, request.Offset, request.Limit)
        {
            NextAfter = page.Next?.ToString(CultureInfo.InvariantCulture),
            Stale = page.IsStale,
        };
        await http.Response.WriteAsJsonAsync(list, json, contentType: null, http.RequestAborted);
    }
}
