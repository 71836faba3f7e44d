using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Requests;
using Xunit;

namespace FerroGate.Server.Tests.Sites.Matchers;

/// <summary>Path matchers, as the documentation of Caddy's <c>path</c> has them.</summary>
public sealed class PathPatternTests
{
    [Theory]
    [InlineData("*", "/anything", true)]
    [InlineData("/a", "/A", true)]
    [InlineData("/a", "/a/", false)]
    [InlineData("/a/*", "/a/b/c", true)]
    [InlineData("/a/*", "/a", false)]
    [InlineData("/a*", "/ab", true)]
    [InlineData("*.php", "/x/INDEX.PHP", true)]
    [InlineData("*/x/*", "/a/x/b", true)]
    [InlineData("/a/*/z", "/a/b/z", true)]
    [InlineData("/a/*/z", "/a/b/c/z", false)]
    [InlineData("/a?c", "/abc", true)]
    [InlineData("/a?c", "/ac", false)]
    [InlineData("/[12]", "/2", true)]
    [InlineData("/[^12]", "/2", false)]
    [InlineData("/x/y", "/x%2Fy", true)]
    [InlineData("/x%2Fy", "/x%2fy", true)]
    [InlineData("/x%2Fy", "/x/y", false)]
    [InlineData("/bands/%*", "/bands/AC%2FDC", true)]
    [InlineData("/bands/%*/t.n.t", "/bands/ac%2fdc/T.N.T", true)]
    [InlineData("/bands/%*/t.n.t", "/bands/ac/dc/T.N.T", false)]
    [InlineData("/secret/*", "/open/../secret/x", true)]
    [InlineData("/secret/*", "//secret//x", true)]
    [InlineData("/a//b", "/a//b", true)]
    [InlineData("/a//b", "/a/b", false)]
    public void A_pattern_matches_what_Caddy_matches(string pattern, string target, bool matches) =>
        Assert.Equal(matches, new PathPattern(pattern).Matches(RequestTarget.Read(target)!));
}
