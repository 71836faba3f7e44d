using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FerroGate.Fuzz;

/// <summary>What the command line asks for.</summary>
/// <param name="Targets">The parsers to run.</param>
/// <param name="Seconds">How long each of them runs.</param>
/// <param name="Seed">Equal seeds give equal inputs in equal order.</param>
/// <param name="Replay">A file with one input to run instead.</param>
internal sealed record FuzzOptions(IReadOnlyList<IFuzzTarget> Targets, int Seconds, int Seed, string? Replay)
{
    public static bool TryParse(string[] args, [NotNullWhen(true)] out FuzzOptions? options)
    {
        options = new FuzzOptions(TargetTable.All, 10, 1, null);
        for (var i = 0; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            options = args[i] switch
            {
                "--target" when value == "all" => options with { Targets = TargetTable.All },
                "--target" when TargetTable.All.Any(target => target.Name == value) =>
                    options with { Targets = [.. TargetTable.All.Where(target => target.Name == value)] },
                "--seconds" when TryNumber(value, out var number) => options with { Seconds = number },
                "--seed" when TryNumber(value, out var number) => options with { Seed = number },
                "--replay" when File.Exists(value) => options with { Replay = value },
                _ => null,
            };
            if (options is null)
                return false;
        }

        return true;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
