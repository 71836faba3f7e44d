using FerroGate.Core.Money;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Usage;

namespace FerroGate.Core.Tests.Money;

/// <summary>Which of several prices is charged: the nearest name, and of its history what was in force.</summary>
public sealed class PriceBookTests
{
    private static readonly Uri OpenAi = new("https://api.openai.com/v1");
    private static readonly Uri Elsewhere = new("http://127.0.0.1:8000/v1");
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("openai", "gpt-4o", "openai:gpt-4o *:gpt-4o openai:* *:*", "openai:gpt-4o")]
    [InlineData("openai", "gpt-4o", "*:* openai:* *:gpt-4o openai:gpt-4o", "openai:gpt-4o")]
    [InlineData("openai", "gpt-4o", "openai:gpt-* openai:gpt-4* openai:*", "openai:gpt-4*")]
    [InlineData("openai", "gpt-4o", "*:* *:gpt-4o-mini other:gpt-4o", "*:*")]
    [InlineData("openai", "gpt-4o", "openai:*4* openai:*o", "openai:*4*")]
    [InlineData("openai", "gpt-4o", "openai:*o openai:*4*", "openai:*o")]
    [InlineData("openai", "gpt-4o", "openai:gpt-4 other:*", null)]
    [InlineData("openai", "gpt-4O", "openai:gpt-4o", null)]
    public void The_nearest_name_has_the_price_wherever_it_stands(string provider, string model, string entries, string? charged)
    {
        var names = entries.Split(' ');
        var prices = new PriceBook(names.Select((name, i) => Entry(name, i + 1))).Of(provider, Elsewhere, model);

        var price = TargetWith(prices).PriceAt(Now);

        Assert.Equal(charged, price is null ? null : names[(int)price.Price.Rates.Input - 1]);
    }

    [Theory]
    [InlineData("2025-12-31T23:59:59.9999999Z", 1)]
    [InlineData("2026-01-01T00:00:00Z", 2)]
    [InlineData("2026-01-01T00:30:00+01:00", 1)]
    [InlineData("2026-06-30T23:59:59Z", 2)]
    [InlineData("2026-07-01T00:00:00Z", 3)]
    [InlineData("2030-01-01T00:00:00Z", 3)]
    public void Of_a_history_the_price_is_charged_that_was_in_force(string reservedAt, int dollars)
    {
        // In whatever order they are written.
        var book = new PriceBook([Entry("openai:gpt-4o", 3, "2026-07-01"), Entry("openai:gpt-4o", 1), Entry("openai:gpt-4o", 2, "2026-01-01")]);

        var target = TargetWith(book.Of("openai", OpenAi, "gpt-4o"));

        Assert.Equal(
            new NanoUsd(dollars * 1_000_000_000L),
            target.CostOf(new TokenUsage { Input = 1_000_000, Output = 0 }, DateTimeOffset.Parse(reservedAt, null)));
    }

    [Fact]
    public void Until_a_price_begins_the_next_nearest_holds()
    {
        var book = new PriceBook([Entry("openai:gpt-4o", 7, "2027-01-01"), Entry("openai:gpt-*", 5, "2026-10-01")]);
        var target = TargetWith(book.Of("openai", OpenAi, "gpt-4o"));

        Assert.Equal((7m, PriceSource.Config), At("2027-01-01"));
        Assert.Equal((5m, PriceSource.Config), At("2026-12-31"));
        Assert.Equal((2.5m, PriceSource.BuiltIn), At("2026-09-30"));

        (decimal, PriceSource) At(string day)
        {
            var price = target.PriceAt(Day(day))!;
            return (price.Price.Rates.Input, price.Source);
        }
    }

    [Fact]
    public void Of_two_names_that_are_equally_near_one_has_its_whole_history_before_the_other()
    {
        var book = new PriceBook([Entry("openai:*o", 1), Entry("openai:*4*", 2, "2026-10-01"), Entry("openai:*o", 3, "2026-05-01")]);

        Assert.Equal([3, 1, 2], book.Of("openai", Elsewhere, "gpt-4o").Select(price => price.Price.Rates.Input));
    }

    [Fact]
    public void The_price_of_the_target_itself_wins()
    {
        var prices = new PriceBook([Entry("openai:gpt-4o", 7)]).Of("openai", OpenAi, "gpt-4o");

        var price = (TargetWith(prices) with { OwnPrice = new ModelPrice(1, 2) }).PriceAt(Now)!;

        Assert.Equal((1m, PriceSource.Target), (price.Price.Rates.Input, price.Source));
    }

    [Theory]
    [InlineData("https://api.openai.com/v1", "gpt-4o", true)]
    [InlineData("https://API.openai.com/v1", "gpt-4o", true)]
    [InlineData("https://eu.api.openai.com/v1", "gpt-4o", false)]
    [InlineData("https://api.openai.com.example/v1", "gpt-4o", false)]
    [InlineData("http://localhost:8000/v1", "gpt-4o", false)]
    [InlineData("https://api.openai.com/v1", "gpt-4o-of-tomorrow", false)]
    [InlineData("https://api.openai.com/v1", "claude-opus-5", false)]
    [InlineData("https://api.anthropic.com/v1", "claude-opus-5", true)]
    [InlineData("https://api.deepseek.com", "deepseek-chat", true)]
    public void The_program_knows_prices_of_vendors_at_their_own_hosts(string address, string model, bool known) =>
        Assert.Equal(known, PriceBook.Default.Of("any-name", new Uri(address), model) is [{ Source: PriceSource.BuiltIn }]);

    [Fact]
    public void A_name_that_a_client_fills_in_has_the_price_of_that_name()
    {
        var book = new PriceBook([Entry("openai:gpt-4o-mini", 3)]);
        var pattern = TargetWith(book.Of("openai", OpenAi, "gpt-*")) with { ProviderModel = "gpt-*" };

        Assert.Null(pattern.PriceAt(Now));
        Assert.Equal(3, pattern.Filled("4o-mini", book).PriceAt(Now)!.Price.Rates.Input);
        Assert.Equal(PriceSource.BuiltIn, pattern.Filled("4o", book).PriceAt(Now)!.Source);
        Assert.Null(pattern.Filled("none", book).PriceAt(Now));
    }

    private static PriceEntry Entry(string name, decimal input, string? from = null) => name.Split(':') is [var provider, var model]
        ? new PriceEntry(provider, model, from is null ? DateTimeOffset.MinValue : Day(from), new ModelPrice(input, 0))
        : throw new ArgumentException("wants PROVIDER:MODEL", nameof(name));

    private static DateTimeOffset Day(string day) => new(DateOnly.Parse(day, null), TimeOnly.MinValue, TimeSpan.Zero);

    private static Target TargetWith(IReadOnlyList<ListedPrice> prices) => new(
        new Provider
        {
            Name = "openai",
            Kind = "openai",
            BaseUrl = OpenAi,
            Enabled = true,
            Credentials = new ProviderCredentials([ProviderCredential.None]),
            InjectStreamUsage = true,
            Echo = new EchoSettings(TimeSpan.Zero, null),
        },
        "gpt-4o",
        null)
    { ListedPrices = prices };
}
