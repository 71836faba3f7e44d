namespace FerroGate.Admin.Configs;

/// <summary>An error in a config, or a warning, with its place; the same fields as <c>ferrogate validate --format json</c>.</summary>
public sealed record DiagnosticView(
    string Severity, string Code, string? File, int? Line, int? Column, int? Length, string Message, string? Hint);
