using System.Globalization;
using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>
/// How much one config may grow to. A few lines that import one another, or a variable that holds a book, would otherwise
/// fill the memory before anything could be said about them.
/// </summary>
internal sealed class TextBudget(DiagnosticBag diagnostics)
{
    /// <summary>32 MiB of text as it is usually written, a byte for a character.</summary>
    public const int MostCharacters = 32 * 1024 * 1024;

    private const int MostWords = 500_000;

    private int _words;

    /// <summary>Nothing more is read; the error has been told.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>How many characters may still come.</summary>
    public int Characters { get; private set; } = MostCharacters;

    public bool TakeWords(int count, SourceSpan at)
    {
        if (IsSpent)
            return false;

        _words += count;
        return _words <= MostWords || Refuse(
            DiagnosticCodes.TooManyWords,
            at,
            string.Create(CultureInfo.InvariantCulture, $"with this the config has more than {MostWords} words, imports included"));
    }

    public bool TakeCharacters(int count, SourceSpan? at)
    {
        if (IsSpent)
            return false;

        Characters -= Math.Min(count, Characters + 1);
        return Characters >= 0 || Refuse(
            DiagnosticCodes.TextTooLong, at, "with this the config has more than 32 MiB of text, imports included");
    }

    private bool Refuse(string code, SourceSpan? at, string message)
    {
        IsSpent = true;
        diagnostics.Error(code, at, message);
        return false;
    }
}
