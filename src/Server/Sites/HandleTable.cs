using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites;

/// <summary>Several <c>handle</c> that stand together and go by paths alone: the first that is for a request runs, and none of the others.</summary>
/// <param name="group">The group of which one runs at most.</param>
/// <param name="handlers">What runs, in its order.</param>
/// <param name="patterns">For which paths each does.</param>
/// <param name="next">Where a request goes on that none of them is for.</param>
internal sealed class HandleTable(object group, IReadOnlyList<SiteHandler> handlers, IEnumerable<IReadOnlyList<PathPattern>> patterns, SiteHandler next)
{
    private readonly PathIndex _index = new(patterns);

    public Task HandleAsync(SiteRequest request)
    {
        if (request.IsTakenBy(group))
            return next(request);
        if (_index.Find(request.Target) is not { } place)
            return request.Error is null ? next(request) : Task.CompletedTask;

        request.Take(group);
        return handlers[place](request);
    }
}
