namespace FerroGate.Config.Reference;

/// <summary>A page of the reference.</summary>
/// <param name="FileName">Its name in <c>docs/config</c>.</param>
/// <param name="Markdown">Its text.</param>
internal sealed record ReferencePage(string FileName, string Markdown);
