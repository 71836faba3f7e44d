using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>What tokens of each kind cost.</summary>
internal static class RatesShape
{
    public static Shape<RatesConfig> Shape { get; } = new Shape<RatesConfig>()
        .Value("input", Forms.Price, rates => rates.Input, (rates, price) => rates with { Input = price },
            "What a million tokens of input cost, in US dollars.", required: true)
        .Value("output", Forms.Price, rates => rates.Output, (rates, price) => rates with { Output = price },
            "What a million tokens of output cost, in US dollars.", required: true)
        .Value("cached_input", Forms.Price, rates => rates.CachedInput, (rates, price) => rates with { CachedInput = price },
            "The same of input that was read from a prompt cache.", fallback: "as `input`")
        .Value("cache_write", Forms.Price, rates => rates.CacheWrite, (rates, price) => rates with { CacheWrite = price },
            "The same of input that was written to a prompt cache.", fallback: "as `input`")
        .Value("cache_write_1h", Forms.Price, rates => rates.CacheWrite1h, (rates, price) => rates with { CacheWrite1h = price },
            "The same of input that was written to a prompt cache that lives an hour.", fallback: "as `cache_write`")
        .Value("audio_input", Forms.Price, rates => rates.AudioInput, (rates, price) => rates with { AudioInput = price },
            "The same of audio in the input.", fallback: "as `input`")
        .Value("image_input", Forms.Price, rates => rates.ImageInput, (rates, price) => rates with { ImageInput = price },
            "The same of images in the input.", fallback: "as `input`")
        .Value("reasoning", Forms.Price, rates => rates.Reasoning, (rates, price) => rates with { Reasoning = price },
            "The same of output spent on reasoning.", fallback: "as `output`")
        .Value("audio_output", Forms.Price, rates => rates.AudioOutput, (rates, price) => rates with { AudioOutput = price },
            "The same of audio in the output.", fallback: "as `output`");
}
