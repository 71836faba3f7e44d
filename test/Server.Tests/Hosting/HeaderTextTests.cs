using System.Text;
using FerroGate.Server.Hosting;
using Xunit;

namespace FerroGate.Server.Tests.Hosting;

/// <summary>The values of headers are bytes, and mostly UTF-8.</summary>
public sealed class HeaderTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("café, 東京 and 🚀")]
    public void What_is_written_is_UTF_8_and_reads_as_it_was(string text)
    {
        var value = HeaderText.Write(text);

        Assert.Equal(Encoding.UTF8.GetBytes(text), Encoding.Latin1.GetBytes(value));
        Assert.Equal(text, HeaderText.Read(value));
    }

    [Fact]
    public void What_is_no_UTF_8_reads_letter_by_letter() => Assert.Equal("caf\u00e9", HeaderText.Read("caf\u00e9"));

    [Theory]
    [InlineData("a\r\nb", "a%0D%0Ab")]
    [InlineData("\0é\u007f", "%00\u00c3\u00a9%7F")]
    public void Nothing_ends_the_line(string text, string value) => Assert.Equal(value, HeaderText.Write(text));
}
