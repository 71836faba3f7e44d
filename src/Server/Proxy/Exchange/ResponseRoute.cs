using FerroGate.Server.Sites;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>What answers in place of answers of a kind.</summary>
/// <param name="When">Of which kind; <c>null</c> is every one.</param>
/// <param name="Status">Another status for it.</param>
/// <param name="Handle">Directives that answer; <c>null</c> where only the status changes.</param>
internal sealed record ResponseRoute(ResponseCondition? When, StatusTemplate? Status, SiteHandler? Handle);
