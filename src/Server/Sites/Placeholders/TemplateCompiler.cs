using FerroGate.Config.Model;

namespace FerroGate.Server.Sites.Placeholders;

/// <summary>Makes templates of the config ready for requests.</summary>
internal sealed class TemplateCompiler(PlaceholderSources sources)
{
    public PlaceholderSources Sources => sources;

    public CompiledTemplate Compile(Template template) => new([.. template.Parts.Select(Compile)]);

    public CompiledTemplate? CompileIfThere(Config.Text.Setting<Template>? template) =>
        template is { } written ? Compile(written.Value) : null;

    // The environment does not change while the process runs.
    private (string, PlaceholderResolver?) Compile(TemplatePart part)
    {
        const string environment = "env.";
        if (!part.IsPlaceholder)
            return (part.Text, null);
        if (part.Text.StartsWith(environment, StringComparison.Ordinal))
            return (sources.Environment(part.Text[environment.Length..]) ?? "", null);

        var name = PlaceholderNames.Lengthen(part.Text);
        return ($"{{{name}}}", PlaceholderTable.Find(name, sources));
    }
}
