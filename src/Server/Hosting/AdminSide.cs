using System.Net;
using FerroGate.Admin;

namespace FerroGate.Server.Hosting;

/// <summary>What the admin listener serves: health, metrics and the admin API, and no page of a foreign site may call it.</summary>
internal static class AdminSide
{
    public static RequestDelegate Build(IApplicationBuilder root, GatewayPaths paths, AdminPorts ports, string configuredHost)
    {
        var branch = root.New();
        branch.Use(next => http => IsForeign(http.Request.Host, configuredHost) ? RefuseAsync(http) : next(http));
        RefuseForeignPages(branch);
        branch.Use(next => async http =>
        {
            await next(http);
            if (GatewayPaths.IsWrongMethod(http))
            {
                await AdminProblem.WriteAsync(http, StatusCodes.Status405MethodNotAllowed, "The path takes other methods; see 'Allow'.");
            }
        });
        branch.UseRouting();
        branch.UseEndpoints(endpoints =>
        {
            paths.Map(endpoints);
            AdminApi.Map(endpoints, ports);
        });
        branch.Run(http => AdminProblem.WriteAsync(http, StatusCodes.Status404NotFound, "There is no such path on the admin side."));
        return branch.Build();
    }

    /// <summary>A browser would send what a page of another site makes it send.</summary>
    public static void RefuseForeignPages(IApplicationBuilder branch) => branch.Use(next => http =>
    {
        var request = http.Request;
        return request.Headers.Origin is { Count: > 0 } origin
            && !(origin is [{ } page] && page.Equals($"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase))
                ? RefuseAsync(http)
                : next(http);
    });

    // A name that leads here by somebody else's DNS makes a page of theirs one of ours.
    private static bool IsForeign(HostString asked, string configuredHost)
    {
        var host = asked.Host.Trim('[', ']');
        return !IPAddress.TryParse(host, out _)
            && !host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            && !host.Equals(configuredHost, StringComparison.OrdinalIgnoreCase);
    }

    private static Task RefuseAsync(HttpContext http) => AdminProblem.WriteAsync(
        http,
        StatusCodes.Status403Forbidden,
        "The admin side answers under its own address only, and not to pages of other sites.");
}
