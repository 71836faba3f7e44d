using FerroGate.Config.Patterns;

namespace FerroGate.Config.Tests.Patterns;

/// <summary>Patterns are read as Go reads them, whatever .NET would make of them.</summary>
public sealed class RegularExpressionTests
{
    [Theory]
    [InlineData("(?P<id>\\d+)", "id")]
    [InlineData("(?<id>[[:alpha:]]+)", "id")]
    public void Groups_are_named_as_Go_names_them(string pattern, string name)
    {
        Assert.True(RegularExpression.TryRead(pattern, out var expression, out _));
        Assert.Equal(["", name], expression.GroupNames);
    }

    [Fact]
    public void Groups_are_numbered_from_left_to_right_whether_they_have_names_or_not()
    {
        Assert.True(RegularExpression.TryRead("(?P<a>.)(.)(?P<b>.)", out var expression, out _));
        Assert.Equal(["", "a", "", "b"], expression.GroupNames);
    }

    [Theory]
    [InlineData("(a")]
    [InlineData("a**")]
    [InlineData("(a)\\1")]
    [InlineData("(?=a)")]
    [InlineData("\\Z")]
    [InlineData("\\C")]
    [InlineData("a{1001}")]
    [InlineData("[b-a]")]
    public void What_Go_refuses_is_refused_at_its_place(string pattern)
    {
        Assert.False(RegularExpression.TryRead(pattern, out _, out var error));
        Assert.InRange(error.Offset, 0, pattern.Length);
        Assert.NotEmpty(error.Message);
    }
}
