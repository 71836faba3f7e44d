using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>host</c>: one of some names; a star stands for one label.</summary>
internal sealed class HostMatcher(IEnumerable<CompiledTemplate> hosts) : IRequestMatcher
{
    private readonly CompiledTemplate[] _hosts = [.. hosts];

    public bool Matches(SiteRequest request)
    {
        var host = request.Request.Host.Host.Trim('[', ']');
        foreach (var pattern in _hosts)
        {
            if (IsMatch(pattern.Fill(request), host))
                return true;
        }

        return false;
    }

    public static bool IsMatch(string pattern, string host)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal))
            return pattern.Equals(host, StringComparison.OrdinalIgnoreCase);

        var wanted = pattern.Split('.');
        var labels = host.Split('.');
        return wanted.Length == labels.Length
            && wanted.Zip(labels).All(pair => pair.First == "*" || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
    }
}
