using FerroGate.Core.Keys;

namespace FerroGate.Core.Tests.Keys;

/// <summary>When a key ends.</summary>
public sealed class VirtualKeyTests
{
    private static readonly DateTimeOffset End = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void It_is_expired_from_its_last_moment_on(int ticks, bool isExpired) =>
        Assert.Equal(isExpired, (Key with { ExpiresAt = End }).IsExpired(End.AddTicks(ticks)));

    [Fact]
    public void Without_an_end_it_never_expires() => Assert.False(Key.IsExpired(DateTimeOffset.MaxValue));

    private static VirtualKey Key => new() { Id = "key", Hash = KeyHash.Of("secret") };
}
