using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>Reads texts into words: variables first, then the lexer. A file that is imported twice is read once.</summary>
internal sealed class SourceTexts(ConfigContext context)
{
    private readonly Dictionary<string, IReadOnlyList<Token>> _files = new(StringComparer.Ordinal);

    public UnsetVariables Unset { get; } = new();

    public IReadOnlyList<Token> Read(SourceFile file, ImportTrace? import = null)
    {
        var source = SubstitutedText.Of(file, import, context);
        Unset.Add(source.Unset);
        return Lexer.Read(source, context);
    }

    /// <summary>The words of an imported file. Throws what <see cref="IConfigFiles.Read"/> throws.</summary>
    public IReadOnlyList<Token> ReadFile(IConfigFiles files, string path, ImportTrace import)
    {
        if (_files.TryGetValue(path, out var known))
            return known;

        var file = new SourceFile(path, files.Read(path, context.Budget.Characters));
        context.Diagnostics.Reads(file);
        return _files[path] = context.Budget.TakeCharacters(file.Text.Length, import.At) ? Read(file, import) : [];
    }
}
