using FerroGate.Config.Caddyfile;

namespace FerroGate.Config.Directives;

/// <summary>A directive that config may name.</summary>
/// <param name="Name">The word that begins its line.</param>
/// <param name="Read"><c>null</c> for one of Caddy's that is not there yet.</param>
internal sealed record DirectiveEntry(string Name, Action<Statement, DirectiveScope>? Read = null);
