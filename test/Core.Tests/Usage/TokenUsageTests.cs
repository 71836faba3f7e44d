using FerroGate.Core.Usage;

namespace FerroGate.Core.Tests.Usage;

/// <summary>What a token budget counts.</summary>
public sealed class TokenUsageTests
{
    [Theory]
    [InlineData(10L, 5L, 15)]
    [InlineData(10L, null, 10)]
    [InlineData(null, 5L, 5)]
    [InlineData(null, null, 0)]
    [InlineData(long.MaxValue, 1L, long.MaxValue)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue)]
    public void It_is_input_and_output_as_far_as_they_are_known(long? input, long? output, long tokens) =>
        Assert.Equal(tokens, new TokenUsage { Input = input, Output = output, CachedInput = 3, Reasoning = 2 }.BudgetTokens);
}
