using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>What became of a Caddyfile that was to be formatted.</summary>
/// <param name="Text">The formatted text; <c>null</c> where words cannot be told apart, such as after a quote that is never closed.</param>
/// <param name="Diagnostics">What is wrong then.</param>
public sealed record FormatResult(string? Text, IReadOnlyList<Diagnostic> Diagnostics);
