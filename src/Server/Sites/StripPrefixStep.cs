
namespace FerroGate.Server.Sites;

/// <summary><c>handle_path</c>: takes the matched prefix off the path for what it holds, and puts it back behind that.</summary>
internal sealed class StripPrefixStep(string prefix, RequestDelegate inner)
{
    public async Task HandleAsync(HttpContext http)
    {
        var whole = http.Request.Path;
        OriginalPath.Keep(http);
        var rest = (whole.Value ?? "")[Math.Min(prefix.Length, whole.Value?.Length ?? 0)..];
        http.Request.Path = rest.StartsWith('/') ? rest : "/" + rest;
        try
        {
            await inner(http);
        }
        finally
        {
            http.Request.Path = whole;
        }
    }
}
