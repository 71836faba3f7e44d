using System.Text;

namespace FerroGate.Config.Reference;

/// <summary>A Markdown text that is being written.</summary>
internal sealed class MarkdownText
{
    private const string Fence = "```";

    private readonly StringBuilder _text = new();

    public MarkdownText Heading(int level, string text) => Block($"{new string('#', level)} {text}");

    /// <summary>Text that is Markdown already: paragraphs, lists.</summary>
    public MarkdownText Text(string markdown) => Block(markdown.Trim('\n'));

    public MarkdownText Code(string language, string code) => Block($"{Fence}{language}\n{code.Trim('\n')}\n{Fence}");

    public MarkdownText Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows) => Block(string.Join(
        '\n',
        [Row(head), $"|{string.Concat(head.Select(_ => "---|"))}", .. rows.Select(Row)]));

    public override string ToString() => _text.ToString();

    private static string Row(IReadOnlyList<string> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";

    private MarkdownText Block(string text)
    {
        if (_text.Length > 0)
            _text.Append('\n');

        _text.Append(text).Append('\n');
        return this;
    }
}
