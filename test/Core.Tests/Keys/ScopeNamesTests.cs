using FerroGate.Core.Keys;

namespace FerroGate.Core.Tests.Keys;

/// <summary>Every scope has one name and every name one scope.</summary>
public sealed class ScopeNamesTests
{
    private static IEnumerable<Scope> Flags =>
        Enum.GetValues<Scope>().Where(scope => int.PopCount((int)scope) == 1);

    [Fact]
    public void Every_flag_has_a_name_that_reads_back_as_it()
    {
        foreach (var flag in Flags)
        {
            var name = Assert.Single(ScopeNames.NamesOf(flag));
            Assert.True(ScopeNames.TryParse(name, out var scope));
            Assert.Equal(flag, scope);
        }
    }

    [Fact]
    public void There_are_no_other_names()
    {
        Assert.Equal(Flags.Count(), ScopeNames.All.Count);
        Assert.Equal(ScopeNames.All.Order(StringComparer.Ordinal), ScopeNames.All);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Models.Read")]
    [InlineData("models")]
    [InlineData("models.read ")]
    [InlineData("none")]
    public void An_unknown_name_is_no_scope(string name) => Assert.False(ScopeNames.TryParse(name, out _));

    [Fact]
    public void A_key_that_names_no_scope_may_call_the_ai_and_nothing_else() => Assert.Equal(
        ["chat.completions", "embeddings.create", "messages.create", "models.read", "responses.create"],
        ScopeNames.NamesOf(Scope.DataPlane));

    [Fact]
    public void No_scope_has_no_name() => Assert.Empty(ScopeNames.NamesOf(Scope.None));
}
