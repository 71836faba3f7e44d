
namespace FerroGate.Server.Hosting;

/// <summary>Ends a response that must not look complete.</summary>
internal static class ConnectionReset
{
    public static void Reset(this HttpContext http)
    {
        http.Facts().WasReset = true;
        http.Abort();
    }
}
