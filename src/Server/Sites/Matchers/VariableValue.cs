using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary>What <c>vars</c> and <c>vars_regexp</c> look at: a variable, or a placeholder in braces.</summary>
internal sealed class VariableValue
{
    private readonly PlaceholderResolver _resolve;

    public VariableValue(string name, TemplateCompiler templates) =>
        _resolve = name is ['{', .. var placeholder, '}']
            ? PlaceholderTable.Find(PlaceholderNames.Lengthen(placeholder), templates.Sources)
            : request => request.Variable(name);

    public string Of(SiteRequest request) => _resolve(request) ?? "";
}
