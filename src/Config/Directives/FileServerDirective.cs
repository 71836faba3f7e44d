using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>file_server</c>.</summary>
internal static class FileServerDirective
{
    private const string Browse = "browse";

    public static IDirective Value { get; } = new Directive<FileServerConfig>(
        "file_server",
        "Answers with files.",
        span => new FileServerConfig(span),
        new Shape<FileServerConfig>(Arguments.Of("[browse]", Split, _ => []))
            .Value("root", Forms.Template.Such("folder", "/srv/www"), files => files.Root, (files, path) => files with { Root = path },
                "The folder.", fallback: "what `root` says")
            .List("hide", Forms.Template.Such("file", ".git", "*.bak"), files => files.Hide, (files, names) => files with { Hide = names },
                "Files and folders that are not there for clients; `*` stands for any text.")
            .List("index", Forms.Text.Such("file", "index.html"), files => files.Index, (files, names) => files with { Index = names },
                "What answers for a folder; `off` for nothing.", fallback: "index.html index.txt")
            .Switch(Browse, files => files.Browse, (files, on) => files with { Browse = on }, "Lists a folder that has no index.")
            .Add(new ListOption<FileServerConfig, string>(
                "precompressed", Forms.Word("br", "zstd", "gzip"), files => files.Precompressed,
                (files, names) => files with { Precompressed = names },
                "Files beside a file that hold it compressed, the preferred one first; without a value all of them, in this order.")
            {
                Bare = ["br", "zstd", "gzip"],
            })
            .Value("status", StatusForm.Value, files => files.Status, (files, status) => files with { Status = status },
                "The status of an answer with a file.", fallback: "200")
            .Switch("disable_canonical_uris", files => files.DisableCanonicalUris,
                (files, on) => files with { DisableCanonicalUris = on }, "No redirect adds a slash to a folder or takes one from a file.")
            .Switch("pass_thru", files => files.PassThru, (files, on) => files with { PassThru = on },
                "What is not found is left to the directives that follow.")
            .Refuse("fs", "files come from the file system")
            .Refuse("etag_file_extensions"));

    private static IEnumerable<OptionEntry> Split(OptionEntry line, ConfigContext context)
    {
        Arguments.RefuseWords(line, 1, context);
        if (line.Values is not [var word, ..])
            return [];

        if (word.Text == Browse)
            return [new OptionEntry(Browse, word.Span, [], EntryForm.Words)];

        context.Diagnostics.Error(
            DiagnosticCodes.UnexpectedArgument,
            word.Span,
            $"`file_server` takes `browse` here, and not `{word.Text}`",
            "say where the files are with `root * PATH`");
        return [];
    }
}
