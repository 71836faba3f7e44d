using FerroGate.Ai.Counting;

namespace FerroGate.Ai.Tests.Counting;

/// <summary>Which models count alike.</summary>
public sealed class ModelFamiliesTests
{
    [Theory]
    [InlineData("gpt-4o-mini", "gpt-4o")]
    [InlineData("gpt-4.1-nano", "gpt-4o")]
    [InlineData("gpt-4-turbo", "gpt-4")]
    [InlineData("gpt-35-turbo", "gpt-4")]
    [InlineData("ft:gpt-4o-mini:acme::abc", "gpt-4o")]
    [InlineData("openai/gpt-5-mini", "gpt-5")]
    [InlineData("openai/gpt-oss-120b", "gpt-oss")]
    [InlineData("o4-mini", "o1")]
    [InlineData("text-embedding-3-small", "text-embedding")]
    [InlineData("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude")]
    [InlineData("google/gemini-2.5-flash", "gemini")]
    [InlineData("GPT-4o", "gpt-4o")]
    [InlineData("my-deployment", "other")]
    [InlineData("", "other")]
    public void A_model_belongs_to_a_family_by_its_name(string model, string family) => Assert.Equal(family, ModelFamilies.Of(model).Name);
}
