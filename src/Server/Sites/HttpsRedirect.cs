using System.Globalization;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Sites;

/// <summary>Leads from plain HTTP to the same address over HTTPS, in Caddy's words.</summary>
internal sealed class HttpsRedirect(int port, int usualPort)
{
    // What the config calls the port of HTTPS may be behind another one, that clients know as 443.
    private readonly string _port = port == usualPort || port == 443 ? "" : string.Create(CultureInfo.InvariantCulture, $":{port}");

    public Task HandleAsync(HttpContext http)
    {
        var target = http.Facts().OriginalTarget;
        var response = http.Response;
        response.StatusCode = StatusCodes.Status308PermanentRedirect;
        response.Headers.Location = $"https://{http.Request.Host.Host}{_port}{(target.StartsWith('/') ? target : "/")}";
        response.Headers.Connection = "close";
        return Task.CompletedTask;
    }
}
