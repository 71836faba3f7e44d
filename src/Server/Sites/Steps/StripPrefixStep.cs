using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>handle_path</c>: takes the matched prefix off the path for all that comes after.</summary>
internal sealed class StripPrefixStep
{
    private readonly string _prefix;
    private readonly SiteHandler _inner;

    /// <param name="pattern">The path of the matcher; a star at its end, and the slash before that, are no part of the prefix.</param>
    /// <param name="inner">What the block holds.</param>
    public StripPrefixStep(string pattern, SiteHandler inner)
    {
        _prefix = pattern.EndsWith("/*", StringComparison.Ordinal) ? pattern[..^2] : pattern.TrimEnd('*');
        _inner = inner;
    }

    public Task HandleAsync(SiteRequest request)
    {
        var mergeSlashes = !_prefix.Contains("//", StringComparison.Ordinal);
        request.Rewrite(request.Target.ChangePath(path => UriChanges.WithoutPrefix(PathText.Clean(path, mergeSlashes), _prefix)));
        return _inner(request);
    }
}
