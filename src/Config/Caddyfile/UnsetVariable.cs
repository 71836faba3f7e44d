using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>A <c>{$NAME}</c> that was replaced by nothing, because the variable is not set.</summary>
internal readonly record struct UnsetVariable(string Name, SourceSpan Span);
