namespace FerroGate.Admin.Status;

/// <summary>How the keys and resources that a gateway serves stand to those of its fleet.</summary>
/// <param name="State"><c>current</c>, or <c>stale</c>: they are those that it knew last, and cannot be changed now.</param>
/// <param name="Reason">Why they are stale.</param>
public sealed record SharedStateView(string State, string? Reason);
