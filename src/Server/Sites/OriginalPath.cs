namespace FerroGate.Server.Sites;

/// <summary>The path as the server read it when the request came in, where a directive has changed it since.</summary>
internal sealed class OriginalPath
{
    private readonly string _value;

    private OriginalPath(string value) => _value = value;

    /// <summary>Remembers the path before it is changed; only the first one counts.</summary>
    public static void Keep(HttpContext http)
    {
        if (http.Features.Get<OriginalPath>() is null)
        {
            http.Features.Set(new OriginalPath(http.Request.Path.Value ?? ""));
        }
    }

    public static string Of(HttpContext http) => http.Features.Get<OriginalPath>()?._value ?? http.Request.Path.Value ?? "";
}
