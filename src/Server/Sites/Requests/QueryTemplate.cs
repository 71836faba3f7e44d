using System.Text;
using FerroGate.Config.Model;
using FerroGate.Server.Sites.Placeholders;

namespace FerroGate.Server.Sites.Requests;

/// <summary>A query with placeholders, whose values are escaped on their way in; one that is only <c>{query}</c> is a query already.</summary>
internal sealed class QueryTemplate
{
    private const string QueryPlaceholder = "{http.request.uri.query}";

    private readonly List<(CompiledTemplate Text, bool IsValue)> _pieces = [];

    public QueryTemplate(Template query, TemplateCompiler templates)
    {
        var piece = new List<TemplatePart>();
        var isValue = false;
        foreach (var part in query.Parts)
        {
            var rest = part.Text;
            while (!part.IsPlaceholder && rest.AsSpan().IndexOfAny('=', '&') is >= 0 and var end)
            {
                piece.Add(part with { Text = rest[..end] });
                Add(rest[end] == '=');
                rest = rest[(end + 1)..];
            }

            piece.Add(part with { Text = rest });
        }

        Add(false);

        void Add(bool isFollowedByValue)
        {
            _pieces.Add((templates.Compile(new Template([.. piece])), isValue));
            piece.Clear();
            isValue = isFollowedByValue;
        }
    }

    public string Fill(SiteRequest request)
    {
        var query = new StringBuilder();
        foreach (var (text, isValue) in _pieces)
        {
            var filled = isValue ? text.Fill(request, EscapeValue) : text.Fill(request, EscapeName);
            if (isValue)
                query.Append('=');
            else if (query.Length > 0 && filled.Length > 0)
                query.Append('&');
            query.Append(filled);
        }

        return query.ToString();
    }

    private static string EscapeValue(string placeholder, string value) => GoEscapes.EscapeQuery(value);

    private static string EscapeName(string placeholder, string value) =>
        placeholder == QueryPlaceholder ? value : GoEscapes.EscapeQuery(value);
}
