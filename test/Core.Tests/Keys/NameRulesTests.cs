using FerroGate.Core.Keys;

namespace FerroGate.Core.Tests.Keys;

/// <summary>Which names a key may use.</summary>
public sealed class NameRulesTests
{
    [Theory]
    [InlineData("", "", "m", true)]
    [InlineData("m", "", "m", true)]
    [InlineData("m", "", "other", false)]
    [InlineData("m", "", "M", false)]
    [InlineData("", "m", "m", false)]
    [InlineData("", "m", "other", true)]
    [InlineData("m other", "m", "m", false)]
    [InlineData("m other", "m", "other", true)]
    [InlineData("m", "", "", false)]
    [InlineData("fast-*", "", "fast-chat", true)]
    [InlineData("fast-*", "", "slow-chat", false)]
    [InlineData("fast-*", "*-chat", "fast-chat", false)]
    [InlineData("*", "", "anything", true)]
    [InlineData("", "*", "anything", false)]
    public void Deny_wins_and_an_empty_allow_list_allows_every_name(string allowed, string denied, string name, bool allows) =>
        Assert.Equal(allows, new NameRules(Words(allowed), Words(denied)).Allows(name));

    [Fact]
    public void The_lists_can_be_read_back_so_that_a_store_can_keep_them()
    {
        var rules = new NameRules(["a", "b"], ["c"]);

        Assert.Equal(["a", "b"], rules.Allowed.Order());
        Assert.Equal(["c"], rules.Denied);
    }

    [Fact]
    public void Everything_is_allowed_by_default() => Assert.True(NameRules.Everything.Allows("anything"));

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
