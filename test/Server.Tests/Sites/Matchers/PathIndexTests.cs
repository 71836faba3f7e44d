using CsCheck;
using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Requests;
using Xunit;

namespace FerroGate.Server.Tests.Sites.Matchers;

/// <summary>The index of many paths finds what asking them one after the other finds.</summary>
public sealed class PathIndexTests
{
    // Few letters, so that they meet: in either case, with slashes that merge, with dots and with escapes.
    private static readonly Gen<string> Path = OneOfText("a", "B", "/", "//", ".", "..", "%61", "ab").Array[0, 6].Select(parts => "/" + string.Concat(parts));

    private static readonly Gen<PathPattern> Pattern = Gen.Select(OneOfText("a", "b", "/", "ab", ".").Array[0, 5], OneOfText("", "*", "/*"))
        .Select((parts, end) => new PathPattern("/" + string.Concat(parts) + end));

    private static Gen<string> OneOfText(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    [Fact]
    public void It_finds_the_first_of_them() =>
        Gen.Select(Gen.Frequency((9, Pattern), (1, Gen.Const(new PathPattern("*")))).Where(PathIndex.Takes).List[1, 3].List[1, 12], Path).Sample((patterns, path) =>
        {
            var target = RequestTarget.Read(path)!;
            var first = patterns.FindIndex(several => several.Exists(pattern => pattern.Matches(target)));

            Assert.Equal(first < 0 ? null : first, new PathIndex(patterns).Find(target));
        });

    [Theory]
    [InlineData("*", true)]
    [InlineData("/a", true)]
    [InlineData("/a/*", true)]
    [InlineData("/A*", true)]
    [InlineData("*.php", false)]
    [InlineData("*/a/*", false)]
    [InlineData("/a/*/b", false)]
    [InlineData("/a//b", false)]
    [InlineData("/%61/*", false)]
    [InlineData("/[ab]", false)]
    public void It_takes_whole_paths_and_beginnings(string pattern, bool takes) => Assert.Equal(takes, PathIndex.Takes(new PathPattern(pattern)));
}
