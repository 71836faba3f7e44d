namespace FerroGate.Config.Model;

/// <summary>A text with placeholders, such as <c>Bearer {env.OPENAI_API_KEY}</c>.</summary>
/// <param name="Parts">Its parts in order.</param>
public sealed record Template(IReadOnlyList<TemplatePart> Parts)
{
    /// <summary>Reads a text whose placeholders have been checked already.</summary>
    public static Template Read(string text) => Values.TemplateText.Parse(text);

    /// <summary>A text without placeholders.</summary>
    public static Template Of(string text) => new(text.Length == 0 ? [] : [new TemplatePart(text, false)]);

    /// <summary>The text itself where it holds no placeholder, else <c>null</c>.</summary>
    public string? Constant => Parts switch
    {
        [] => "",
        [{ IsPlaceholder: false } only] => only.Text,
        _ => null,
    };
}
