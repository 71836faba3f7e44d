using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;

namespace FerroGate.Config.Directives;

/// <summary><c>root</c>.</summary>
internal static class RootDirective
{
    public static IDirective Value { get; } = new Directive<RootConfig>(
        "root",
        "Says where the files of the site are.",
        span => new RootConfig(span),
        new Shape<RootConfig>(Arguments.InOrder("path"))
            .Value("path", Forms.Template.Such("folder", "/srv/www"), root => root.Path, (root, path) => root with { Path = path },
                "The folder.", OptionPlace.Line, required: true))
    {
        WordAloneIsValue = true,
    };
}
