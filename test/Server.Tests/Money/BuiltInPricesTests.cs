using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FerroGate.Core.Money;
using FerroGate.Core.Money.BuiltIn;
using FerroGate.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Money;

/// <summary>The prices that the program knows against a public list of them, where that lies beside the repository.</summary>
public sealed partial class BuiltInPricesTests
{
    private static readonly string List = Path.Combine(Repository.Root, "..", "shared", "specs", "prices", "model_prices.json");

    /// <summary>What the list puts before the names of each vendor's models.</summary>
    private static readonly Dictionary<string, string> Prefixes = new(StringComparer.Ordinal)
    {
        ["generativelanguage.googleapis.com"] = "gemini/",
        ["api.x.ai"] = "xai/",
        ["api.mistral.ai"] = "mistral/",
        ["api.groq.com"] = "groq/",
        ["api.cohere.com"] = "cohere/",
    };

    [Fact]
    public void Every_price_is_that_of_the_public_list()
    {
        Assert.SkipUnless(File.Exists(List), $"There is no {Path.GetFileName(List)} beside this repository, so nothing compares the prices");
        using var list = JsonDocument.Parse(File.ReadAllBytes(List));

        var differences = BuiltInPrices.Vendors
            .SelectMany(vendor => vendor, (vendor, model) => (model.Key, Expected: Listed(list, vendor.Hosts[0], model.Key), Actual: Text(model.Value)))
            .Where(price => price.Expected != price.Actual)
            .Select(price => $"{price.Key}:\n  listed {price.Expected}\n  ours   {price.Actual}");

        Assert.Empty(differences);
    }

    [Fact]
    public void The_models_that_matter_are_there()
    {
        Assert.InRange(BuiltInPrices.Vendors.Sum(vendor => vendor.Count()), 100, 400);
        Assert.All(
            BuiltInPrices.Vendors.SelectMany(vendor => vendor),
            model => Assert.True(model.Value is { Rates: { Input: > 0, Output: >= 0 }, PerRequest: 0 }, model.Key));
    }

    private static string Listed(JsonDocument list, string host, string model)
    {
        if (!list.RootElement.TryGetProperty(Prefixes.GetValueOrDefault(host) + model, out var listed) && !list.RootElement.TryGetProperty(model, out listed))
            return "nothing";

        var tiers = listed.EnumerateObject().Select(member => Tier().Match(member.Name)).Where(match => match.Success).Select(match => match.Groups[1].Value);
        return Text(new ModelPrice(Rates(""))
        {
            Tiers = [.. tiers.Select(thousands => new RateTier(long.Parse(thousands, CultureInfo.InvariantCulture) * 1_000, Rates($"_above_{thousands}k_tokens")))],
        });

        TokenRates Rates(string tier) => new(Rate("input_cost_per_token" + tier)!.Value, Rate("output_cost_per_token" + tier) ?? 0)
        {
            CachedInput = Rate("cache_read_input_token_cost" + tier),
            // Where nothing is written to a cache the list has 0, or nothing.
            CacheWrite = Rate("cache_creation_input_token_cost" + tier) is > 0 and var write ? write : null,
            CacheWrite1h = Rate("cache_creation_input_token_cost_above_1hr" + tier),
            AudioInput = Rate("input_cost_per_audio_token" + tier),
            AudioOutput = Rate("output_cost_per_audio_token" + tier),
            Reasoning = Rate("output_cost_per_reasoning_token" + tier),
        };

        // The list has dollars for a token.
        decimal? Rate(string name) => listed.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? decimal.Parse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture) * 1_000_000
            : null;
    }

    // What is charged for each kind, so that a rate that is not there is the same as one that says what would be charged anyway.
    private static string Text(ModelPrice price) =>
        string.Join("; ", price.Tiers.Select(tier => $"above {tier.Above}: {Text(tier.Rates)}").Prepend(Text(price.Rates)));

    private static string Text(TokenRates rates)
    {
        decimal[] all =
        [
            rates.Input,
            rates.CachedInput ?? rates.Input,
            rates.CacheWrite ?? rates.Input,
            rates.CacheWrite1h ?? rates.CacheWrite ?? rates.Input,
            rates.AudioInput ?? rates.Input,
            rates.Output,
            rates.AudioOutput ?? rates.Output,
            rates.Reasoning ?? rates.Output,
        ];
        return string.Join(' ', all.Select(rate => rate.ToString("0.#########", CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex(@"^input_cost_per_token_above_(\d+)k_tokens$")]
    private static partial Regex Tier();
}
