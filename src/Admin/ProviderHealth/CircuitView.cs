namespace FerroGate.Admin.ProviderHealth;

/// <summary>The circuit of a provider's model.</summary>
/// <param name="Model">The provider's name of the model; empty for the many that share one, where clients fill in names.</param>
/// <param name="State"><c>closed</c>, <c>half_open</c> while one request probes, or <c>open</c>.</param>
/// <param name="Since">Since when.</param>
/// <param name="Failures">Failures in a row.</param>
public sealed record CircuitView(string Model, string State, DateTimeOffset Since, int Failures);
