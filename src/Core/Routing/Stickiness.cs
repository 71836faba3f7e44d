namespace FerroGate.Core.Routing;

/// <summary>Requests that have something in common go to one target of those that may be chosen.</summary>
/// <param name="By">What they have in common.</param>
/// <param name="Header">The name of the header, where it is one.</param>
public sealed record Stickiness(StickyBy By, string? Header);
