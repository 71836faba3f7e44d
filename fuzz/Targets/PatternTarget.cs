using System.Text;
using FerroGate.Config.Patterns;

namespace FerroGate.Fuzz.Targets;

/// <summary>Any text is a regular expression that .NET takes, or an error that points into it.</summary>
internal sealed class PatternTarget : IFuzzTarget
{
    public string Name => "pattern";

    public IReadOnlyList<string> Corpus { get; } = ["^/(?P<lang>[a-z]{2})(?:/|$)", "(?i)\\.(?:css|js|[[:alpha:]]{2,4}?)\\b", "\\p{Greek}+|\\Qa.b\\E\\x{1F600}"];

    public IReadOnlyList<string> Words { get; } =
    [
        "(", ")", "(?:", "(?i)", "(?mU-s:", "(?P<n>", "|", "*", "+?", "{2,3}", "{1000}", "[", "]", "[^", "-", "[[:alnum:]]", "\\pL", "\\P{^Lu}", "\\Q", "\\E",
        "\\b", "\\B", "\\z", "\\x{10FFFF}", "\\123", "^", "$", ".", "😀", "é", "\n",
    ];

    // The engine takes most of a second for one class as large as \pL, and up to five for all that there are in one pattern.
    public TimeSpan Patience => TimeSpan.FromSeconds(60);

    public void Run(byte[] input, int seed)
    {
        var pattern = Encoding.UTF8.GetString(input);
        if (RegularExpression.TryRead(pattern, out var expression, out var error))
        {
            var match = expression.Compile().Match(pattern);
            BrokenInvariantException.Check(match is null || pattern.Contains(match.Value, StringComparison.Ordinal), "a match is a part of the text");
        }
        else
        {
            BrokenInvariantException.Check(error.Offset >= 0 && error.Offset <= pattern.Length, "an error points into the pattern");
        }
    }
}
