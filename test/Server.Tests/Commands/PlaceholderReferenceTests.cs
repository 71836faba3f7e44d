using FerroGate.Config.Reference;
using FerroGate.Server.Snapshots;
using FerroGate.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary>The page of placeholders says what this build knows, all of it and nothing else.</summary>
public sealed class PlaceholderReferenceTests
{
    private static readonly ReferencePage Page = ReferencePages.Placeholders(GatewayVocabulary.Value);

    [Fact]
    public void The_page_is_what_the_server_knows() => Assert.Equal(Page.Markdown, GeneratedPage.Found(Page.FileName, Page.Markdown));

    [Fact]
    public void Every_placeholder_has_a_meaning()
    {
        Assert.All(GatewayVocabulary.Value.Placeholders, name => Assert.Contains($"`{{{name}}}`", Page.Markdown, StringComparison.Ordinal));
        Assert.All(GatewayVocabulary.Value.PlaceholderFamilies, family => Assert.Contains($"`{{{family}", Page.Markdown, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_meaning_is_of_a_placeholder()
    {
        Assert.Empty(PlaceholderMeanings.Names.Select(name => name.Long).Except(GatewayVocabulary.Value.Placeholders));
        Assert.Empty(PlaceholderMeanings.Families.Select(family => family.Long).Except(GatewayVocabulary.Value.PlaceholderFamilies));
    }
}
