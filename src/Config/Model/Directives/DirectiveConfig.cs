using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary>One thing that a site does with the requests that match.</summary>
/// <param name="Span">Where the directive stands.</param>
public abstract record DirectiveConfig(SourceSpan Span)
{
    /// <summary>A path, or <c>@name</c> of a matcher of this or an outer list; <c>null</c> matches everything.</summary>
    public Setting<string>? Match { get; init; }

    /// <summary>The lists of directives inside it.</summary>
    public virtual IEnumerable<DirectiveListConfig> Lists => [];
}
