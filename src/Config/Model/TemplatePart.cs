namespace FerroGate.Config.Model;

/// <summary>A part of a template: a text that stands for itself, or a placeholder.</summary>
/// <param name="Text">The text, or the placeholder's name without braces, such as <c>env.HOME</c> or <c>host</c>.</param>
/// <param name="IsPlaceholder">The text is a placeholder's name.</param>
public readonly record struct TemplatePart(string Text, bool IsPlaceholder);
