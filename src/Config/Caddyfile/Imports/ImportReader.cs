using System.Globalization;
using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile.Imports;

/// <summary>
/// Puts in the place of every <c>import</c> what it imports, and takes the definitions of snippets out. It works on words,
/// before there are blocks, as Caddy does: an imported file may hold sites, directives, options or addresses. A stack of its
/// own instead of recursion: how deep imports lie is the writer's choice.
/// </summary>
internal sealed class ImportReader
{
    private const int Deepest = 100;

    private readonly SourceFile _main;
    private readonly SourceTexts _texts;
    private readonly ConfigContext _context;
    private readonly SnippetTable _snippets;
    private readonly Stack<TokenCursor> _open = new();
    private readonly List<Token> _words = [];
    private int _nesting;

    private ImportReader(SourceFile main, SourceTexts texts, ConfigContext context)
    {
        _main = main;
        _texts = texts;
        _context = context;
        _snippets = new SnippetTable(context.Diagnostics);
    }

    private DiagnosticBag Diagnostics => _context.Diagnostics;

    /// <summary>The words of a file and of everything that it imports.</summary>
    public static IReadOnlyList<Token> Read(SourceFile main, SourceTexts texts, ConfigContext context) =>
        new ImportReader(main, texts, context).Run();

    private List<Token> Run()
    {
        _open.Push(new TokenCursor(_texts.Read(_main)));
        while (_open.Count > 0 && !_context.Budget.IsSpent)
        {
            var cursor = _open.Peek();
            if (cursor.IsAtEnd)
                _open.Pop();
            else if (cursor.Current is { StartsLine: true, Text: "import" })
                ReadImport(cursor);
            else if (_nesting == 0 && cursor.Current.StartsLine && Snippet.IsName(cursor.Current) && cursor.Next is { Opens: true })
                _snippets.Define(new Snippet(cursor.Take(), cursor.TakeBlock(Diagnostics)));
            else
                Keep(cursor.Take());
        }

        if (!_context.Budget.IsSpent)
            _snippets.Finish(_main);

        return _words;
    }

    private void Keep(Token word)
    {
        _nesting = Math.Max(0, _nesting + (word.Opens ? 1 : word.Closes ? -1 : 0));
        _words.Add(word);
    }

    private void ReadImport(TokenCursor cursor)
    {
        var keyword = cursor.Take();
        var arguments = cursor.TakeArguments();
        var block = cursor.TakeBlockOfLine(Diagnostics);
        if (arguments.Count == 0 || arguments[0].Text.Length == 0)
        {
            Diagnostics.Error(
                DiagnosticCodes.MissingArgument, keyword.Span, "`import` wants the name of a snippet or a file", "write `import name` or `import sites/*.caddyfile`");
            return;
        }

        var statement = new ImportStatement(
            keyword, arguments[0], new ImportArguments(arguments[1..], _context), new ImportBlock(block, Diagnostics));
        if (_snippets.Find(statement.Name.Text) is { } snippet)
        {
            snippet.IsImported = true;
            Import(statement, [(NameOf(snippet), _ => snippet.Body)]);
        }
        else if (FilesOf(statement) is { } paths)
        {
            var files = _context.Files!;
            Import(statement, [.. paths.Select(path => (NameOf(path), Reader(path)))]);

            Func<ImportTrace, IReadOnlyList<Token>> Reader(string path) => trace => _texts.ReadFile(files, path, trace);
        }
    }

    // null where there is none, which has been told.
    private IReadOnlyList<string>? FilesOf(ImportStatement statement)
    {
        var written = statement.Name.Text;
        var path = ImportPath.Of(written, statement.Keyword.Span.File.Name);
        if (_context.Files is null)
        {
            if (ImportPath.LooksLike(written) || ImportGlob.IsPattern(written))
                Diagnostics.Error(DiagnosticCodes.FileUnreadable, statement.Name.Span, $"the file `{written}` cannot be imported: a text without a place has no files beside it");
            else
                _snippets.Missing(statement.Name);

            return null;
        }

        if (!ImportGlob.IsPattern(path))
            return [path];

        if (!ImportGlob.IsAllowed(path))
        {
            Diagnostics.Error(DiagnosticCodes.InvalidImport, statement.Name.Span, $"`{written}` has too many wildcards: one * and one ? are allowed, and no [ ]");
            return null;
        }

        var found = ImportGlob.Find(path, _context.Files);
        if (found.Count == 0)
            Diagnostics.Warning(DiagnosticCodes.NoMatchingFile, statement.Name.Span, $"no file matches `{written}`; nothing is imported here");

        return found.Count == 0 ? null : found;
    }

    private void Import(ImportStatement statement, IReadOnlyList<(string What, Func<ImportTrace, IReadOnlyList<Token>> Read)> sources)
    {
        var imported = new List<TokenCursor>();
        foreach (var (what, read) in sources)
        {
            var trace = new ImportTrace(statement.Keyword.Span, what);
            if (IsCircle(trace) || IsTooDeep(trace))
                return;

            if (TryRead(statement, trace, read) is not { } words)
                return;

            imported.Add(new TokenCursor(ImportedWords.Of(words, statement, trace, _context.Budget)));
        }

        if (_context.Budget.IsSpent)
            return;

        var name = sources.Count == 1 ? $"the {sources[0].What}" : $"what matches `{statement.Name.Text}`";
        statement.Arguments.NameUnused(name);
        statement.Block.NameUnused(statement.Keyword, name);
        foreach (var cursor in imported.AsEnumerable().Reverse())
            _open.Push(cursor);
    }

    private IReadOnlyList<Token>? TryRead(ImportStatement statement, ImportTrace trace, Func<ImportTrace, IReadOnlyList<Token>> read)
    {
        var name = statement.Name;
        try
        {
            return read(trace);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            if (ImportPath.LooksLike(name.Text))
                Diagnostics.Error(DiagnosticCodes.FileNotFound, name.Span, $"there is no {trace.What}", "the path is relative to the file in which the import stands");
            else
                _snippets.Missing(name);
        }
        catch (NotUtf8Exception exception)
        {
            Diagnostics.Reads(exception.At.File);
            Diagnostics.Error(DiagnosticCodes.NotUtf8, exception.At with { Import = trace }, NotUtf8Exception.What);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Diagnostics.Error(DiagnosticCodes.FileUnreadable, name.Span, $"cannot import the {trace.What}: {exception.Message}");
        }

        return null;
    }

    private bool IsCircle(ImportTrace trace)
    {
        var around = trace.Chain().Skip(1).Select(outer => outer.What).Append(NameOf(ImportPath.Of(_main.Name, ""))).ToList();
        var circle = around.IndexOf(trace.What);
        if (circle < 0)
            return false;

        var steps = around.Take(circle + 1).Reverse().Append(trace.What);
        Diagnostics.Error(DiagnosticCodes.ImportCycle, trace.At, $"this import goes round in a circle: {string.Join(" → ", steps)}");
        return true;
    }

    private bool IsTooDeep(ImportTrace trace)
    {
        if (trace.Depth <= Deepest && _open.Count <= Deepest)
            return false;

        Diagnostics.Error(
            DiagnosticCodes.ImportTooDeep,
            trace.At,
            string.Create(CultureInfo.InvariantCulture, $"imports can lie {Deepest} deep in one another, and no deeper"));
        return true;
    }

    private static string NameOf(Snippet snippet) => $"snippet `{snippet.Name}`";

    private static string NameOf(string path) => $"file `{path}`";
}
