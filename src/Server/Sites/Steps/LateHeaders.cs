using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary>Changes that wait until an answer is about to be sent.</summary>
internal sealed class LateHeaders(SiteRequest request, HeaderChange[] changes, ResponseCondition? when)
{
    private bool _isCancelled;

    public void Cancel() => _isCancelled = true;

    public static Task ApplyAsync(object state)
    {
        ((LateHeaders)state).Apply();
        return Task.CompletedTask;
    }

    private void Apply()
    {
        if (_isCancelled || when?.Matches(request) == false)
            return;

        foreach (var change in changes)
            change.Apply(request, request.Response.Headers);
    }
}
