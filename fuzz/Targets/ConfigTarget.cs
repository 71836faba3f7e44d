using System.Text;
using FerroGate.Ai.Providers;
using FerroGate.Config;
using FerroGate.Config.Text;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Fuzz.Targets;

/// <summary>Any text gives a config or diagnostics that point into it.</summary>
internal sealed class ConfigTarget(string name, ConfigFormat format, IReadOnlyList<string> corpus, IReadOnlyList<string> words) : IFuzzTarget
{
    private static readonly ConfigLoader Loader = new(
        new Vocabulary([.. ProviderTable.All.Select(adapter => adapter.Kind)], ["http.request.host", "remote_host"], ["header.", "re."], ["chat", "streaming", "tools"]),
        variable => variable.Length % 2 == 0 ? "value" : null);

    // A few kilobytes of imports may grow to the most words that a config can have, and those are copied at each import.
    private const long MostAllocated = 1024 * 1024 * 1024;

    public string Name => name;

    public IReadOnlyList<string> Corpus => corpus;

    public IReadOnlyList<string> Words => words;

    public void Run(byte[] input, int seed)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = Loader.Parse(new SourceFile(name, Encoding.UTF8.GetString(input)), format);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        BrokenInvariantException.Check(allocated <= MostAllocated, $"reading took {allocated} bytes");
        var hasError = result.Diagnostics.Any(found => found.Severity == Severity.Error);
        BrokenInvariantException.Check(result.Config is null == hasError, "there is a config exactly where there is no error");
        foreach (var found in result.Diagnostics)
        {
            BrokenInvariantException.Check(DiagnosticFormatter.Format(found).Length > 0, "every diagnostic can be written");
            BrokenInvariantException.Check(
                found.Span is not { } span || (span.Column >= 1 && span.Column <= span.File.Line(span.Line).Length + 2),
                "every diagnostic points into the text");
        }
    }
}
