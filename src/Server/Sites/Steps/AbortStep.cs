using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>abort</c>: ends the connection without an answer.</summary>
internal static class AbortStep
{
    public static Task HandleAsync(SiteRequest request)
    {
        request.Http.Reset();
        return Task.CompletedTask;
    }
}
