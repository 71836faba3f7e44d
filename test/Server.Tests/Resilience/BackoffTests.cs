using System.Net;
using FerroGate.Server.Ai.Upstreams;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>How long a provider wants to be left alone, in each of the ways in which providers say it.</summary>
public sealed class BackoffTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Backoff _backoff = new(new FakeTimeProvider(Now), () => 0.5);

    [Theory]
    [InlineData("retry-after: 7", 7.0)]
    [InlineData("retry-after: 0", 0.0)]
    [InlineData("retry-after: Sun, 01 Mar 2026 12:00:30 GMT", 30.0)]
    [InlineData("retry-after: Sun, 01 Mar 2026 11:59:30 GMT", 0.0)]
    [InlineData("retry-after-ms: 1500", 1.5)]
    [InlineData("retry-after-ms: 1500|retry-after: 60", 1.5)]
    [InlineData("retry-after-ms: soon|retry-after: 60", 60.0)]
    [InlineData("retry-after: 2|x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 6m0s", 2.0)]
    [InlineData("retry-after: soon", null)]
    [InlineData("x-request-id: 1", null)]
    public void What_a_provider_asks_for_is_read(string headers, double? seconds) => Assert.Equal(Wanted(seconds), Ask(headers, isLimit: true));

    [Theory]
    [InlineData("x-ratelimit-reset-requests: 1s", 1.0)]
    [InlineData("x-ratelimit-reset-requests: 6m0s", 360.0)]
    [InlineData("x-ratelimit-reset-tokens: 17ms", 0.017)]
    [InlineData("x-ratelimit-reset-tokens: 2m59.56s", 179.56)]
    [InlineData("x-ratelimit-reset-tokens: 12", 12.0)]
    [InlineData("x-ratelimit-reset-requests: 720h0m0s", 2_592_000.0)]
    [InlineData("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 20s|x-ratelimit-remaining-tokens: 900|x-ratelimit-reset-tokens: 1s", 20.0)]
    [InlineData("x-ratelimit-remaining-requests: 9|x-ratelimit-reset-requests: 20s|x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 1s", 1.0)]
    [InlineData("x-ratelimit-remaining-requests: 0|x-ratelimit-reset-requests: 20s|x-ratelimit-remaining-tokens: 0|x-ratelimit-reset-tokens: 30s", 30.0)]
    [InlineData("x-ratelimit-remaining-requests: 9|x-ratelimit-reset-requests: 24h|x-ratelimit-remaining-tokens: 9|x-ratelimit-reset-tokens: 3s", 3.0)]
    [InlineData("anthropic-ratelimit-requests-reset: 2026-03-01T12:00:04Z", 4.0)]
    [InlineData("anthropic-ratelimit-tokens-reset: 2026-03-01T13:00:04+01:00", 4.0)]
    [InlineData("anthropic-ratelimit-requests-reset: 2026-03-01T11:00:00Z", 0.0)]
    [InlineData("anthropic-ratelimit-input-tokens-remaining: 0|anthropic-ratelimit-input-tokens-reset: 2026-03-01T12:00:10Z|anthropic-ratelimit-requests-remaining: 4|anthropic-ratelimit-requests-reset: 2026-03-01T12:00:01Z", 10.0)]
    [InlineData("anthropic-ratelimit-output-tokens-remaining: 0|anthropic-ratelimit-output-tokens-reset: 2026-03-01T12:00:10Z", 10.0)]
    [InlineData("x-ratelimit-reset-requests: soon", null)]
    [InlineData("x-ratelimit-reset-requests: -1s", null)]
    [InlineData("x-ratelimit-reset-requests: 1e400", null)]
    [InlineData("x-ratelimit-reset-requests: 99999999999999999d", null)]
    [InlineData("x-ratelimit-reset-requests: 99999999999999999", null)]
    [InlineData("anthropic-ratelimit-requests-reset: never", null)]
    public void Where_it_asks_for_nothing_a_limit_that_was_reached_is_waited_for(string headers, double? seconds)
    {
        Assert.Equal(Wanted(seconds), Ask(headers, isLimit: true));

        // Each answer has these headers, whatever was wrong.
        Assert.Null(Ask(headers, isLimit: false));
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 200)]
    [InlineData(3, 400)]
    [InlineData(5, 1600)]
    [InlineData(6, 2500)]
    [InlineData(60, 2500)]
    [InlineData(2000, 2500)]
    public void Without_a_word_the_wait_is_a_random_part_of_what_doubles_up_to_five_seconds(int attempt, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), _backoff.After(attempt));

    private TimeSpan? Ask(string headers, bool isLimit)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        foreach (var line in headers.Split('|'))
            response.Headers.TryAddWithoutValidation(line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]);

        return _backoff.AskedFor(response.Headers, isLimit);
    }

    private static TimeSpan? Wanted(double? seconds) => seconds is { } value ? TimeSpan.FromSeconds(value) : null;
}
