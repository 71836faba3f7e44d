using FerroGate.Server.Sites.Requests;
using Xunit;

namespace FerroGate.Server.Tests.Sites.Requests;

/// <summary>Targets are read, kept and written as Go's <c>net/url</c> does.</summary>
public sealed class RequestTargetTests
{
    [Theory]
    [InlineData("/a", "/a", "/a", "")]
    [InlineData("/a%20b?x=%20", "/a b", "/a%20b", "x=%20")]
    [InlineData("/a%2Fb", "/a/b", "/a%2Fb", "")]
    [InlineData("/%61", "/a", "/%61", "")]
    [InlineData("/caf%C3%A9", "/café", "/caf%C3%A9", "")]
    [InlineData("/(x)!*'", "/(x)!*'", "/(x)!*'", "")]
    [InlineData("/a+b;c=d@e", "/a+b;c=d@e", "/a+b;c=d@e", "")]
    [InlineData("http://host/p?q", "/p", "/p", "q")]
    [InlineData("http://host", "/", "/", "")]
    public void A_target_keeps_its_spelling(string written, string path, string escaped, string query)
    {
        var target = RequestTarget.Read(written)!;

        Assert.Equal((path, escaped, query), (target.Path, target.EscapedPath, target.Query));
    }

    [Theory]
    [InlineData("/%")]
    [InlineData("/%zz")]
    [InlineData("/a%2")]
    public void An_escape_that_is_none_cannot_be_read(string written) => Assert.Null(RequestTarget.Read(written));

    [Fact]
    public void A_bare_question_mark_stays() => Assert.Equal("/a?", RequestTarget.Read("/a?")!.Uri);

    [Fact]
    public void A_new_path_forgets_the_old_spelling()
    {
        var target = RequestTarget.Read("/a%2Fb?q=1")!.WithEscapedPath("/c%20d");

        Assert.Equal(("/c d", "/c%20d?q=1"), (target.Path, target.Uri));
    }

    [Theory]
    [InlineData("/a//b/../c/", true, "/a/c/")]
    [InlineData("/a//b", false, "/a//b")]
    [InlineData("/../../x", true, "/x")]
    [InlineData("/.", true, "/")]
    [InlineData("/a/.hidden", true, "/a/.hidden")]
    public void Paths_are_cleaned_as_in_Go(string path, bool mergeSlashes, string clean) => Assert.Equal(clean, PathText.Clean(path, mergeSlashes));
}
