using System.Text;
using FerroGate.Config.Caddyfile;
using FerroGate.Config.Text;

namespace FerroGate.Fuzz.Targets;

/// <summary>Any text is laid out once and for all with its words as they were, or is refused; either takes little memory.</summary>
internal sealed class LayoutTarget : IFuzzTarget
{
    // An input of 16 KiB that opens all the blocks it may comes to a few megabytes of tabs.
    private const long MostAllocated = 64 * 1024 * 1024;

    public string Name => "layout";

    public IReadOnlyList<string> Corpus => ConfigTexts.Caddyfiles;

    public IReadOnlyList<string> Words => ConfigTexts.CaddyfileWords;

    public void Run(byte[] input, int seed)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var text = Encoding.UTF8.GetString(input);
        if (Format(text) is { } layout)
        {
            BrokenInvariantException.Check(Format(layout) == layout, "what is laid out stays as it is");
            BrokenInvariantException.Check(WordsOf(layout).SequenceEqual(WordsOf(text)), "laying out changes no word");
        }

        BrokenInvariantException.Check(GC.GetAllocatedBytesForCurrentThread() - before <= MostAllocated, "laying out takes little memory");
    }

    private static string? Format(string text)
    {
        var result = CaddyfileFormatter.Format(new SourceFile("layout", text));
        BrokenInvariantException.Check(result.Text is null == result.Diagnostics.Count > 0, "there is a layout exactly where nothing is wrong");
        return result.Text;
    }

    private static List<(LexemeKind Kind, string Text)> WordsOf(string text)
    {
        var file = new SourceFile("layout", text);
        var reader = new LexemeReader(file.Text, file.Lines.Span, new DiagnosticBag());
        var words = new List<(LexemeKind Kind, string Text)>();
        while (reader.TryRead(out var lexeme))
        {
            BrokenInvariantException.Check(lexeme.Start < lexeme.End && lexeme.End <= file.Text.Length, "a word stands in the text");
            if (lexeme.Kind != LexemeKind.Comment)
                words.Add((lexeme.Kind, lexeme.Text));
        }

        return words;
    }
}
