using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>log_skip</c>: the request is not in the access log.</summary>
internal sealed class LogSkipStep(SiteHandler next)
{
    public Task HandleAsync(SiteRequest request)
    {
        request.SkipsLog = true;
        return next(request);
    }
}
