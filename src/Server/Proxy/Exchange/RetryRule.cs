using FerroGate.Config.Model.Proxy;
using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>Whether a request that failed is tried once more, and after which pause.</summary>
internal sealed class RetryRule
{
    private static readonly TimeSpan StandardInterval = TimeSpan.FromMilliseconds(250);

    private readonly int? _retries;
    private readonly TimeSpan? _duration;
    private readonly IRequestMatcher[] _repeatable;

    public RetryRule(LoadBalancingConfig config, MatcherCompiler matchers)
    {
        _retries = config.Retries?.Value;
        _duration = config.TryDuration?.Value;
        Interval = config.TryInterval?.Value ?? StandardInterval;
        _repeatable = [.. config.RetryMatch.Select(matchers.Compile)];
    }

    public TimeSpan Interval { get; }

    /// <summary>The config says nothing: upstreams that cannot be reached are passed over at once, each of them once.</summary>
    public bool IsStandard => _retries is null && _duration is null;

    /// <param name="failure">What happened.</param>
    /// <param name="retries">How often the request was tried again already.</param>
    /// <param name="elapsed">How long it has been tried.</param>
    /// <param name="method">The method that the upstream was asked with.</param>
    /// <param name="request">The request.</param>
    public bool Allows(AttemptFailure failure, int retries, TimeSpan elapsed, string method, SiteRequest request)
    {
        var (most, longest) = (_retries ?? 0, _duration ?? TimeSpan.Zero);
        var hasTriesLeft = retries < most;
        var hasTimeLeft = elapsed < longest;
        if (longest == TimeSpan.Zero ? !hasTriesLeft : !hasTimeLeft && !hasTriesLeft)
            return false;

        return failure.NothingWasSent
            || (_repeatable.Length == 0 ? HttpMethods.IsGet(method) : Array.Exists(_repeatable, matcher => matcher.Matches(request)));
    }
}
