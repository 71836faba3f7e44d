using CsCheck;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Tests.Policies;

/// <summary>Lists of names with stars.</summary>
public sealed class NamePatternsTests
{
    private static readonly Gen<string> Letters = Gen.Char["ab"].Array[0, 8].Select(letters => new string(letters));

    private static readonly Gen<string> Patterns = Gen.Char["ab*"].Array[0, 8].Select(letters => new string(letters));

    [Theory]
    [InlineData("gpt-4o", "gpt-4o", true)]
    [InlineData("gpt-4o", "gpt-4", false)]
    [InlineData("gpt-4o", "GPT-4o", false)]
    [InlineData("gpt-*", "gpt-4o", true)]
    [InlineData("gpt-*", "gpt-", true)]
    [InlineData("gpt-*", "my-gpt-4o", false)]
    [InlineData("*-mini", "gpt-4o-mini", true)]
    [InlineData("*-mini", "gpt-mini-4o", false)]
    [InlineData("g*4*i", "gpt-4o-mini", true)]
    [InlineData("g*4*x", "gpt-4o-mini", false)]
    [InlineData("*", "anything", true)]
    [InlineData("**", "", true)]
    [InlineData("a?b", "axb", false)]
    [InlineData("*", null, false)]
    public void A_star_stands_for_any_letters(string pattern, string? name, bool fits) =>
        Assert.Equal(fits, new NamePatterns(["other", pattern]).Fit(name));

    [Fact]
    public void A_list_without_names_fits_nobody() =>
        Assert.Equal((true, false), (NamePatterns.None.IsEmpty, NamePatterns.None.Fit("a")));

    [Fact]
    public void A_pattern_fits_as_its_definition_says() =>
        Gen.Select(Patterns, Letters).Sample((pattern, name) => Assert.Equal(ByDefinition(pattern, name), NamePatterns.Fits(pattern, name)));

    private static bool ByDefinition(string pattern, string name) =>
        pattern.Length == 0 ? name.Length == 0
        : pattern[0] == '*' ? Enumerable.Range(0, name.Length + 1).Any(taken => ByDefinition(pattern[1..], name[taken..]))
        : name.Length > 0 && name[0] == pattern[0] && ByDefinition(pattern[1..], name[1..]);
}
