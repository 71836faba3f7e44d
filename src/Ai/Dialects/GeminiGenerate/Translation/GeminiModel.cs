using System.Globalization;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>What a model's name tells of how it wants to be asked.</summary>
internal readonly record struct GeminiModel
{
    private const string Prefix = "gemini-";

    private GeminiModel(double? generation, bool isPro) => (Generation, IsPro) = (generation, isPro);

    /// <summary>Such as 2.5; <c>null</c> where the name does not say.</summary>
    public double? Generation { get; }

    /// <summary>One of the models that always think.</summary>
    public bool IsPro { get; }

    /// <summary>It wants the signatures of its calls back, and a level of thinking in place of a budget.</summary>
    public bool IsThird => Generation >= 3;

    /// <summary>It refuses what is said of thinking.</summary>
    public bool NeverThinks => Generation < 2.5;

    public static GeminiModel Of(string name)
    {
        name = name[(name.LastIndexOf('/') + 1)..];
        var isPro = name.Contains("pro", StringComparison.Ordinal);
        if (!name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return new GeminiModel(null, isPro);
        }

        if (name.EndsWith("-latest", StringComparison.Ordinal) && !char.IsAsciiDigit(name[Prefix.Length]))
        {
            // The names of what is newest have stood for the third generation since January 2026.
            return new GeminiModel(3, isPro);
        }

        var number = name[Prefix.Length..].Split('-')[0];
        return new GeminiModel(
            double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var generation) ? generation : null,
            isPro);
    }
}
