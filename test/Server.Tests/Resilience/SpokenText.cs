using System.Globalization;
using System.Text.RegularExpressions;
using FerroGate.Server.Tests.Dialects;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>Any text as the answer of a provider, in whatever pieces.</summary>
internal static partial class SpokenText
{
    /// <summary>A text that the number decides, so that every target says the same.</summary>
    public static string Of(int number)
    {
        var random = new Random(number);
        return string.Concat(Enumerable.Range(0, random.Next(1, 80)).Select(_ => Words[random.Next(Words.Length)]));
    }

    /// <summary>It as a plain answer.</summary>
    public static string Plain(string dialect, string text) => DialectReplies.Plain(dialect).Text.Replace("\"Hello\"", $"\"{text}\"", StringComparison.Ordinal);

    /// <summary>It as the events of a stream, cut anywhere.</summary>
    public static IReadOnlyList<string> Events(string dialect, string text, Random random)
    {
        var pieces = new Queue<string>(Pieces(text, random));
        var events = new List<string>();
        foreach (var template in DialectReplies.Events(dialect))
        {
            if (template.Contains("\"Hel\"", StringComparison.Ordinal))
            {
                // Gemini's last piece comes with the reason why it ends.
                while (pieces.Count > (dialect == "gemini" ? 1 : 0))
                    events.Add(template.Replace("\"Hel\"", $"\"{pieces.Dequeue()}\"", StringComparison.Ordinal));
            }
            else if (dialect == "gemini")
            {
                events.Add(template.Replace("\"lo\"", $"\"{pieces.Dequeue()}\"", StringComparison.Ordinal));
            }
            else if (!template.Contains("\"lo\"", StringComparison.Ordinal))
            {
                events.Add(template.Replace("\"Hello\"", $"\"{text}\"", StringComparison.Ordinal));
            }
        }

        var number = 0;
        return [.. events.Select(one => Numbers().Replace(one, _ => string.Create(CultureInfo.InvariantCulture, $"\"sequence_number\":{number++}")))];
    }

    private static readonly string[] Words = ["one ", "two ", "three ", "zwölf ", "дом ", "日本 ", "🦀 ", ". ", "never, ", "again "];

    // Never in the middle of a letter of two halves.
    private static IEnumerable<string> Pieces(string text, Random random)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = Math.Min(text.Length, at + random.Next(1, 12));
            end += end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
            yield return text[at..end];
            at = end;
        }
    }

    [GeneratedRegex("\"sequence_number\":[0-9]+")]
    private static partial Regex Numbers();
}
