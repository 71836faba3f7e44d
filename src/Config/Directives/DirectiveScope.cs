using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary>Where directives are read into: a site, or a block inside one.</summary>
internal sealed class DirectiveScope
{
    private readonly AiBuilder _ai;

    public DirectiveScope(ConfigContext context, AiBuilder ai)
        : this(context, ai, new SiteSettings())
    {
    }

    private DirectiveScope(ConfigContext context, AiBuilder ai, SiteSettings? site)
    {
        _ai = ai;
        Context = context;
        Site = site;
    }

    public ConfigContext Context { get; }

    public DiagnosticBag Diagnostics => Context.Diagnostics;

    public AiBuilder Ai => _ai;

    /// <summary><c>null</c> inside <c>route</c>, <c>handle</c> and <c>handle_path</c>.</summary>
    public SiteSettings? Site { get; }

    public List<DirectiveConfig> Directives { get; } = [];

    /// <summary>The scope of a block inside this one.</summary>
    public DirectiveScope Nested() => new(Context, _ai, null);

    /// <summary>Whether a directive that speaks of the whole site stands right in one.</summary>
    public bool BelongsToSite(Statement statement)
    {
        if (Site is not null)
            return true;

        Diagnostics.Error(
            DiagnosticCodes.MisplacedDirective,
            statement.Span,
            $"`{statement.Name.Text}` belongs to a site, and not inside another directive");
        return false;
    }
}
