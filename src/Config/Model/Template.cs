namespace FerroGate.Config.Model;

/// <summary>A text with placeholders, such as <c>Bearer {env.OPENAI_API_KEY}</c>.</summary>
/// <param name="Parts">Its parts in order.</param>
public sealed record Template(IReadOnlyList<TemplatePart> Parts);
