namespace FerroGate.Core.Vocabularies;

/// <summary>
/// The names that other rooms own and config may use, so that an unknown one is an error at its line and not at the first
/// request.
/// </summary>
/// <param name="ProviderKinds">The kinds of provider.</param>
/// <param name="Placeholders">The placeholders that are resolved per request; <c>env.*</c> is known without being listed.</param>
/// <param name="PlaceholderFamilies">What placeholders begin with that end as the config likes, such as <c>header.</c>.</param>
/// <param name="Capabilities">What a model may be said to do.</param>
public sealed record Vocabulary(
    IReadOnlyList<ProviderKind> ProviderKinds,
    IReadOnlyList<string> Placeholders,
    IReadOnlyList<string> PlaceholderFamilies,
    IReadOnlyList<string> Capabilities);
