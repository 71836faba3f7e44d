using FerroGate.Server.Sites.Requests;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Sites;

/// <summary>A compiled <c>handle_errors</c>.</summary>
/// <param name="statuses">The statuses that it is for; empty is every one.</param>
/// <param name="directives">What it does.</param>
internal sealed class ErrorHandler(IReadOnlyList<StatusPattern> statuses, SiteHandler directives)
{
    public bool IsFor(int status) => statuses.Count == 0 || statuses.Any(wanted => wanted.Matches(status));

    public Task HandleAsync(SiteRequest request) => directives(request);
}
