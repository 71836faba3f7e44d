using FerroGate.Server.Sites.Files;
using Xunit;

namespace FerroGate.Server.Tests.Sites.Files;

/// <summary>Ranges are read as Go reads them.</summary>
public sealed class RangeListTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("bytes=0-9", "0+10")]
    [InlineData("bytes=90-", "90+10")]
    [InlineData("bytes=-5", "95+5")]
    [InlineData("bytes=0-0, 5-6", "0+1 5+2")]
    [InlineData("bytes=50-1000", "50+50")]
    [InlineData("bytes=0-, 0-", "")]
    [InlineData("bytes=100-", "invalid range: failed to overlap")]
    [InlineData("bytes=5-2", "invalid range")]
    [InlineData("lines=1-2", "invalid range")]
    [InlineData("bytes=x", "invalid range")]
    public void A_header_gives_its_ranges_or_an_error(string header, string expected)
    {
        var list = RangeList.Read(header, 100);

        Assert.Equal(expected, list.Error ?? string.Join(' ', list.Ranges.Select(range => $"{range.Start}+{range.Length}")));
    }
}
