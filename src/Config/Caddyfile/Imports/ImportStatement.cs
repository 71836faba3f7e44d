namespace FerroGate.Config.Caddyfile.Imports;

/// <summary>A line <c>import NAME args…</c>, perhaps with a block.</summary>
/// <param name="Keyword">The word <c>import</c>.</param>
/// <param name="Name">The snippet, file or pattern.</param>
/// <param name="Arguments">What the imported text gets in the place of <c>{args[…]}</c>.</param>
/// <param name="Block">What it gets in the place of <c>{block}</c>.</param>
internal sealed record ImportStatement(Token Keyword, Token Name, ImportArguments Arguments, ImportBlock Block);
