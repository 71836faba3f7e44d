using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary><c>try_files</c>.</summary>
internal static class TryFilesDirective
{
    public static IDirective Value { get; } = new Directive<TryFilesConfig>(
        "try_files",
        "Rewrites the path to the first of some files that is there.",
        span => new TryFilesConfig(span),
        new Shape<TryFilesConfig>(Arguments.InOrder("files..."))
            .List("files", Forms.Template.Such("path", "{path}", "{path}/", "/index.html", "=404"), files => files.Files,
                (files, paths) => files with { Files = paths },
                "Paths below the root; with a slash at its end a folder; the last may be `=STATUS`.", OptionPlace.Line, required: true)
            .Value("policy", TryPolicyForm.Value, files => files.Policy, (files, policy) => files with { Policy = policy },
                "Which of those that are there is taken.", fallback: "first_exist"))
    {
        TakesMatcher = false,
    };
}
