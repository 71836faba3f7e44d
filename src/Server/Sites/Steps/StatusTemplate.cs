using System.Globalization;
using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary>A status that the config writes as a number, or as a placeholder that gives one.</summary>
internal sealed class StatusTemplate(Setting<Template> written, TemplateCompiler templates)
{
    private readonly CompiledTemplate _template = templates.Compile(written.Value);

    /// <summary>The status; <c>null</c> where the placeholder gives none, which is an error of the server.</summary>
    public int? Of(SiteRequest request) =>
        int.TryParse(_template.Fill(request), NumberStyles.None, CultureInfo.InvariantCulture, out var status) && status is >= 100 and <= 999
            ? status
            : null;

    public static StatusTemplate? Compile(Setting<Template>? written, TemplateCompiler templates) =>
        written is null ? null : new StatusTemplate(written, templates);
}
